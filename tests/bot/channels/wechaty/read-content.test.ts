import { types } from 'wechaty-puppet'
import { describe, expect, it } from 'vitest'
import { readContent } from '../../../../bot/channels/wechaty/read-content.ts'

const { Text, Unknown, Url, Image, Attachment, Audio, ChatHistory, GroupNote, Recalled } = types.Message
const dashes = '- - - - - - - - - - - - - - -'

const quoteXml = (content: string, referType = 1): string => `<?xml version="1.0"?>
<msg><appmsg appid="" sdkver="0"><title>#办结 128 已完成</title><type>57</type><refermsg><type>${referType}</type><svrid>5208880000000000001</svrid>
<fromusr>123@chatroom</fromusr><chatusr>wxid_bot</chatusr><displayname>群办</displayname><content>${content}</content></refermsg></appmsg></msg>`

describe('a quote in the text', () => {
  it('is told apart from what is said about it', () => {
    expect(readContent(Text, `「李四：〔128〕已立项:排查」\n${dashes}\n收到`)).toEqual({
      kind: 'text',
      text: '收到',
      quote: { from: '李四', text: '〔128〕已立项:排查' },
    })
  })

  it('may hold several lines, brackets and an ASCII colon', () => {
    const quoted = '〔128〕已立项:「排查」\n牵头 李四'
    expect(readContent(Text, `「群办:${quoted}」\r\n——————————\r\n#反馈 128\n60%`)).toEqual({
      kind: 'text',
      text: '#反馈 128\n60%',
      quote: { from: '群办', text: quoted },
    })
  })

  it('of a quote keeps what the quoted person said', () => {
    const inner = `「王五：原话」\n${dashes}\n〔9〕照办`
    expect(readContent(Text, `「李四：${inner}」\n${dashes}\n收到`).quote).toEqual({ from: '李四', text: '〔9〕照办' })
  })

  it('is not seen in ordinary brackets or a bare rule', () => {
    for (const text of ['「通知」今晚开会', `「李四：好」`, `甲\n${dashes}\n乙`, '「李四：好」\n--\n乙']) {
      expect(readContent(Text, text)).toEqual({ kind: 'text', text })
    }
  })
})

describe('an app message', () => {
  it('that quotes is a text with a quote, whatever type the puppet gave it', () => {
    for (const type of [Text, Unknown, Url, Attachment]) {
      expect(readContent(type, quoteXml('〔128〕已立项'))).toEqual({
        kind: 'text',
        text: '#办结 128 已完成',
        quote: { from: '群办', text: '〔128〕已立项', messageId: '5208880000000000001' },
      })
    }
  })

  it('may come with the sender in front, as it does in rooms', () => {
    expect(readContent(Unknown, `wxid_abc123:\n${quoteXml('x')}`).quote?.text).toBe('x')
  })

  it('that quotes a quote gives the words of the quoted one', () => {
    const inner =
      '&lt;msg&gt;&lt;appmsg&gt;&lt;title&gt;〔7〕照办&lt;/title&gt;&lt;type&gt;57&lt;/type&gt;&lt;refermsg&gt;&lt;content&gt;远&lt;/content&gt;&lt;/refermsg&gt;&lt;/appmsg&gt;&lt;/msg&gt;'
    expect(readContent(Unknown, quoteXml(inner, 49)).quote?.text).toBe('〔7〕照办')
  })

  it('that quotes a picture has no words to quote', () => {
    expect(readContent(Unknown, quoteXml('&lt;msg&gt;&lt;img aeskey="1"/&gt;&lt;/msg&gt;', 3)).quote?.text).toBe('')
  })

  it('that is a 接龙 is the text of its title', () => {
    const note = '#接龙\n防汛值班报名\n\n1. 李四\n2. 王五'
    expect(readContent(Url, `<msg><appmsg><title>${note}</title><type>53</type></appmsg></msg>`)).toEqual({ kind: 'text', text: note })
    expect(readContent(Unknown, '<msg><appmsg><title>#Group Note\n1. Li</title><type>1</type></appmsg></msg>').text).toBe(
      '#Group Note\n1. Li',
    )
    expect(readContent(GroupNote, note)).toEqual({ kind: 'text', text: note })
  })

  it('of any other kind is an attachment, and so is broken XML of a file', () => {
    expect(readContent(Url, '<msg><appmsg><title>一篇文章</title><type>5</type></appmsg></msg>')).toEqual({ kind: 'attachment', text: '' })
    expect(readContent(Attachment, '<msg><appmsg><title>表.xlsx')).toEqual({ kind: 'attachment', text: '' })
  })

  it('does not unfold what an entity bomb holds', () => {
    const bomb = `<!DOCTYPE m [<!ENTITY a "${'x'.repeat(1_000)}"><!ENTITY b "&a;&a;&a;&a;">]><msg><appmsg><title>${'&b;'.repeat(1_000)}</title><type>57</type></appmsg></msg>`
    expect(readContent(Unknown, bomb).text.length).toBeLessThan(10_000)
  })
})

it('a picture, a file, a voice or a forwarded record is there but not read', () => {
  for (const type of [Image, Attachment, Audio, ChatHistory]) expect(readContent(type, '何必读')).toEqual({ kind: 'attachment', text: '' })
})

it('a recalled message gives the id of what was taken back', () => {
  expect(readContent(Recalled, '4711')).toEqual({ kind: 'recall', text: '4711' })
  expect(
    readContent(Recalled, '<sysmsg type="revokemsg"><revokemsg><msgid>1</msgid><newmsgid>4711</newmsgid></revokemsg></sysmsg>').text,
  ).toBe('4711')
})
