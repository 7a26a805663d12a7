import { describe, expect, test } from 'vitest'
import { openPressScene } from '../../support/press-scene.ts'

const call = '#约稿 冬季安全生产经验做法,每篇1500字以内,11月27日前,@消防救援支队 @应急局'
const delivery = '#报送 128 我支队推行“一楼一策”\n11月以来,在江南街道整治隐患12处。'

describe('a call', () => {
  test('whose last unit that owed is taken off is over: all that was asked has come', async () => {
    const scene = await openPressScene()
    await scene.wen.says(call)
    await scene.sun.says(delivery)
    await scene.wen.says('#减 128 @应急局')
    expect(scene.group.heard().at(-1)).not.toContain('不能')
    expect((await scene.matter(128)).state).toBe('closed')
  })

  test('that was ended stays ended when a delivery is cancelled', async () => {
    const scene = await openPressScene()
    await scene.wen.says(call)
    await scene.sun.says(delivery)
    await scene.wen.says('#截稿 128')
    await scene.sun.says('#撤销 129 数据有误')
    expect((await scene.matter(129)).state).toBe('cancelled')
    expect((await scene.matter(128)).state).toBe('closed')
  })

  test('that closed because all had delivered is open again when one of them cancels', async () => {
    const scene = await openPressScene()
    await scene.wen.says(call)
    await scene.sun.says(delivery)
    await scene.actor('赵七').says(delivery.replace('我支队', '我局'))
    expect((await scene.matter(128)).state).toBe('closed')
    await scene.sun.says('#撤销 129 数据有误')
    expect((await scene.matter(128)).state).toBe('open')
  })

  test('a delivery taken back leaves call and unit as they were', async () => {
    const scene = await openPressScene()
    await scene.wen.says(call)
    await scene.sun.says(delivery)
    await scene.sun.says('#撤回')
    expect(scene.group.heard().at(-1)).toContain('已撤回')
    const { state, todos } = await scene.matter(128)
    expect(state).toBe('open')
    expect(todos.filter(({ closedAt }) => closedAt === null).map(({ party }) => party)).toEqual(['消防救援支队', '应急局'])
    expect((await scene.matter(129)).state).toBe('cancelled')
  })
})

describe('what stands in an issue', () => {
  test('is not taken away after the signing; the way out that is named works', async () => {
    const scene = await openPressScene()
    const one = await scene.story()
    const two = await scene.story()
    await scene.wen.says(`#编发 《政务信息》 ${one} ${two}`)
    await scene.wen.says('#同意 130')
    await scene.xu.says('#签发 130')
    expect((await scene.matter(130)).state).toBe('signed')
    await scene.sun.says(`#撤销 ${one} 数据有误`)
    const refusal = `〔${one}〕已编入签发的《政务信息》2026年第1期〔130〕,不能撤销;确有错误请信息科 #撤刊 130 原因`
    expect(scene.group.heard().at(-1)).toBe(refusal)
    await scene.wen.says(`#退稿 ${one} 数据有误`)
    expect(scene.group.heard().at(-1)).toBe(refusal.replace('撤销', '退稿'))
    await scene.wen.says(`#合并 ${one} ${two} 综合`)
    expect(scene.group.heard().at(-1)).toBe(refusal.replace('撤销', '合并'))
    expect((await scene.matter(two)).state).toBe('open')
    await scene.wen.says('#撤刊 130 数据有误')
    await scene.sun.says(`#撤销 ${one} 数据有误`)
    expect((await scene.matter(one)).state).toBe('cancelled')
  })

  test('and is cancelled while it is being signed: the way out that is named works', async () => {
    const scene = await openPressScene()
    const one = await scene.story()
    const two = await scene.story()
    await scene.wen.says(`#编发 《政务信息》 ${one} ${two}`)
    await scene.wen.says('#同意 130')
    await scene.sun.says(`#撤销 ${one} 数据有误`)
    await scene.xu.says('#签发 130')
    expect(scene.group.heard().at(-1)).toContain('#退稿 130')
    await scene.xu.says('#退稿 130 有一条已撤销')
    await scene.wen.says(`#撤下 130 ${one}`)
    await scene.wen.says('#同意 130')
    await scene.xu.says('#签发 130')
    expect((await scene.matter(130)).state).toBe('signed')
  })
})
