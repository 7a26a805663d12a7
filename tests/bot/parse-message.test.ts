import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandTags, commands } from '../../bot/commands/index.ts'
import { parseMessage, type ParsedMessage } from '../../bot/parse-message.ts'

const parse = (text: string, quote?: string, mentionsBot = false): ParsedMessage =>
  parseMessage({ text, quote: quote === undefined ? undefined : { text: quote }, mentionsBot, botNames: ['群办'] }, commandTags)

const command = (text: string, quote?: string) => {
  const parsed = parse(text, quote)
  if (parsed.kind !== 'command') throw new Error(`“${text}” was read as ${parsed.kind}`)
  return parsed
}

describe('a tag', () => {
  it.each([
    ['plain', '#任务 @李四 周五前报方案'],
    ['full width', '#任务 @李四 周五前报方案'],
    ['small number sign', '﹟任务 @李四 周五前报方案'],
    ['music sharp', '♯任务 @李四 周五前报方案'],
    ['zero-width space inside', '#任\u200B务 @李四 周五前报方案'],
    ['zero-width joiner and word joiner', '\u2060#\u200D任务 @李四 周五前报方案'],
    ['Hangul filler before it', '\u3164\u3164#任务 @李四 周五前报方案'],
    ['braille blank and soft hyphen', '\u2800\u00AD#任务 @李四 周五前报方案'],
    ['variation selector', '#\uFE0F任务 @李四 周五前报方案'],
    ['closed with #', '#任务# @李四 周五前报方案'],
    ['in brackets', '【任务】@李四 周五前报方案'],
    ['in white brackets', '〖任务〗@李四 周五前报方案'],
    ['after blanks and line breaks', '\n\n \u3000 #任务 @李四 周五前报方案'],
    ['a blank between # and the word', '# 任务 @李四 周五前报方案'],
    ['after a mention ended by U+2005', '@群办\u2005#任务 @李四 周五前报方案'],
    ['after a mention ended by NBSP', '@群办\u00A0#任务 @李四 周五前报方案'],
    ['after a mention ended by a line break', '@群办\n#任务 @李四 周五前报方案'],
    ['after a full-width @', '@群办 #任务 @李四 周五前报方案'],
    ['glued to its text', '#任务@李四 周五前报方案'],
    ['with a colon', '#任务:@李四 周五前报方案'],
  ])('is found: %s', (_how, text) => {
    expect(command(text)).toEqual({ kind: 'command', tag: '任务', written: '任务', numbers: [], body: '@李四 周五前报方案' })
  })

  it('keeps the body as it was written, full-width letters and line breaks included', () => {
    expect(command('#任务 @李四\u2005报Q3报表(A栋)\n\n周五12:00前').body).toBe('@李四\u2005报Q3报表(A栋)\n\n周五12:00前')
  })

  it('stands for its first name', () => {
    expect(command('#督办 @李四 报方案')).toMatchObject({ tag: '任务', written: '督办' })
    expect(command('#进展 128 已过半')).toMatchObject({ tag: '反馈', written: '进展', numbers: [128] })
    expect(command('#通过 128')).toMatchObject({ tag: '确认' })
  })

  it('is the longest known one', () => {
    expect(command('#不同意延期 128 请按期').tag).toBe('不同意延期')
    expect(command('#我交办的').tag).toBe('我交办的')
    expect(command('#登记本群 消防').tag).toBe('登记本群')
    expect(command('#确认身份 @张三').tag).toBe('确认身份')
  })

  it.each([
    '#信息化建设推进会材料请看群文件',
    '#我的天哪',
    '#查酒驾 今晚行动',
    '#加油',
    '#收到货了',
    '说一下 #任务 怎么发',
    'C#任务',
    '#',
    '#通知书已送达',
    '【任免】有关同志任免',
    '##',
  ])('is not “%s”', (text) => {
    expect(parse(text).kind).toBe('none')
  })

  it('one edit away from a known one is suggested, never acted upon', () => {
    expect(parse('#任物 @李四 报方案')).toEqual({ kind: 'unknown-tag', written: '任物', suggestion: '任务' })
    expect(parse('#务任 @李四 报方案')).toMatchObject({ kind: 'unknown-tag', suggestion: '任务' })
    expect(parse('#退版 128')).toMatchObject({ kind: 'unknown-tag' })
    expect(parse('#完全不同 128').kind).toBe('none')
  })

  it('takes no part of the bot’s own mention into what was said', () => {
    expect(command('#任务 @群办 @李四 报方案').body).toBe('@李四 报方案')
    expect(command('#反馈 128 已过半 @群办').body).toBe('已过半')
    expect(command('#任务 @群办事处 报方案').body).toBe('@群办事处 报方案')
  })
})

describe('a number', () => {
  it.each([
    ['#反馈 128 已排查', [128], '已排查'],
    ['#反馈128 已排查', [128], '已排查'],
    ['#反馈 128 已排查', [128], '已排查'],
    ['#反馈〔128〕已排查', [128], '已排查'],
    ['#反馈 [128] 已排查', [128], '已排查'],
    ['#反馈\n128\n已排查', [128], '已排查'],
    ['#签收 128 129', [128, 129], ''],
    ['#签收 128、129,130', [128, 129, 130], ''],
    ['#签收 〔128〕〔129〕', [128, 129], ''],
    ['#签收 128 128', [128], ''],
  ])('is read from “%s”', (text, numbers, body) => {
    expect(command(text)).toMatchObject({ numbers, body })
  })

  it('counts only when a space or the end follows', () => {
    expect(command('#反馈 12栋已排查')).toMatchObject({ numbers: [], body: '12栋已排查' })
    expect(command('#反馈 128号楼已清理')).toMatchObject({ numbers: [] })
    expect(command('#任务 128 个小区周五前排查完')).toMatchObject({ numbers: [], body: '128 个小区周五前排查完' })
  })

  it('is only the first where one is wanted', () => {
    expect(command('#反馈 128 12 栋已排查')).toMatchObject({ numbers: [128], body: '12 栋已排查' })
  })

  it('left out comes from the quoted message, when that names exactly one', () => {
    expect(command('#办结 全部完成', '〔128〕已立项:排查')).toMatchObject({ numbers: [128], body: '全部完成' })
    expect(command('#办结 全部完成', '〔128〕与〔129〕')).toMatchObject({ numbers: [] })
    expect(command('#办结 全部完成', '没有编号的话')).toMatchObject({ numbers: [] })
    expect(command('#办结 129 全部完成', '〔128〕已立项:排查')).toMatchObject({ numbers: [129] })
    expect(command('#任务 @李四 报方案', '〔128〕已立项:排查')).toMatchObject({ numbers: [] })
  })
})

describe('an acknowledgement', () => {
  it.each([
    '收到',
    '收到!',
    '收到!',
    '收到。',
    '收到~',
    ' 收 到 ',
    '已收到',
    '好的收到',
    '好的,收到。',
    '收到,谢谢!',
    '收到谢谢',
    '1',
    '1',
    '👌',
    '👌👌',
    '[OK]',
    '收到[抱拳]',
    '收到🙏',
    '收\u200B到',
    '@张三\u2005收到',
    '@群办 收到',
  ])('“%s” means read', (text) => {
    expect(parse(text)).toMatchObject({ kind: 'acknowledgement', numbers: [] })
  })

  it.each([
    '收到?',
    '收到吗',
    '收到了吗?',
    '收到,马上办',
    '收到,周五前报',
    '没收到',
    '收到文件请转发',
    '11',
    '12',
    '好的',
    '好',
    '嗯',
    '可以',
    '1.',
    '[微笑]',
    '谢谢',
  ])('“%s” is chat', (text) => {
    const { kind } = parse(text)
    if (text === '1.') expect(['acknowledgement', 'none']).toContain(kind)
    else expect(kind).toBe('none')
  })

  it('takes the numbers of what it quotes, or else the quoted words', () => {
    expect(parse('收到', '〔128〕已立项')).toEqual({ kind: 'acknowledgement', numbers: [128], quoted: null })
    expect(parse('收到', '#任务 @李四 报方案')).toEqual({ kind: 'acknowledgement', numbers: [], quoted: '#任务 @李四 报方案' })
  })

  it('with other words behind a quote is ignored', () => {
    expect(parse('这个我们单位没有', '〔128〕已立项').kind).toBe('none')
  })
})

describe('a mention of the bot', () => {
  it('with a number asks how far it is', () => {
    expect(parse('@群办 128')).toEqual({ kind: 'query', numbers: [128] })
    expect(parse('@群办\u2005〔128〕')).toEqual({ kind: 'query', numbers: [128] })
    expect(parse('128', undefined, true)).toEqual({ kind: 'query', numbers: [128] })
  })

  it('with anything else gets one line of help', () => {
    expect(parse('@群办 你好')).toEqual({ kind: 'greeting' })
    expect(parse('大家有问题可以问 @群办')).toEqual({ kind: 'greeting' })
  })

  it('of somebody else is none of our business', () => {
    expect(parse('@李四 128').kind).toBe('none')
    expect(parse('@群办公室主任 你好').kind).not.toBe('command')
  })
})

it('接龙 is a sign-up, not a tag of ours', () => {
  expect(parse('#接龙\n1. 张三\n2. 李四').kind).toBe('sign-up')
  expect(parse('#Group Note\n1. 张三').kind).toBe('sign-up')
})

describe('whatever people write', () => {
  const letters = fc.constantFrom(...'#＃♯【】@＠〔〕任务反馈收到办结查 \u3000\u2005\u00A0\u200B\u3164\n128１０1。!李四群办👌🙏[OK]abc')
  const scribble = fc.array(letters, { maxLength: 40 }).map((all) => all.join(''))

  it('never makes it throw, and a body is always part of what was written', () => {
    fc.assert(
      fc.property(
        fc.oneof(scribble, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })),
        fc.option(scribble, { nil: undefined }),
        (text, quote) => {
          const parsed = parse(text, quote)
          if (parsed.kind === 'command' && !/[@＠]群办/iu.test(text)) expect(text).toContain(parsed.body)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('is none of our business without a tag, a mention or a word of acknowledgement', () => {
    const plain = fc
      .array(fc.constantFrom(...'请各位领导注意明天上午开会材料已发群文件谢谢,。!?、 ABC\n'), { minLength: 3, maxLength: 60 })
      .map((all) => `关于${all.join('')}`)
    fc.assert(
      fc.property(plain, (text) => {
        expect(parse(text)).toEqual({ kind: 'none' })
      }),
      { numRuns: 1_000 },
    )
  })

  it('a tag belongs to one command', () => {
    const tags = commands.flatMap((each) => each.tags)
    expect(tags.filter((tag, at) => tags.indexOf(tag) !== at)).toEqual([])
  })

  it('is the same command however the tag is disguised', () => {
    const invisible = fc.constantFrom('', '\u200B', '\u200D', '\u2060', '\uFEFF', '\u3164', '\u00AD')
    const sign = fc.constantFrom('#', '＃', '♯', '﹟')
    const name = fc.constantFrom(...commands.map((each) => each.tags[0]))
    fc.assert(
      fc.property(sign, name, fc.array(invisible, { minLength: 12, maxLength: 12 }), (open, tag, between) => {
        const disguised = `${between[0]}${open}${[...tag].map((letter, index) => `${between[index + 1] ?? ''}${letter}`).join('')} 128 内容`
        expect(command(disguised)).toEqual(command(`#${tag} 128 内容`))
      }),
    )
  })
})
