import { changeSettings } from '../../use-cases/office/change-settings.ts'
import { afterEach, describe, expect, test } from 'vitest'
import { passTime } from '../../jobs/pass-time.ts'
import { runDueJobs } from '../../jobs/run-due-jobs.ts'
import { at, openClockScene, type ClockScene } from '../support/clock-scene.ts'

let office: ClockScene
const opens = async (time: string): Promise<void> => {
  office = await openClockScene(time)
}
afterEach(() => office.close())

describe('a task given on Monday for Friday close of work', () => {
  test('is said in the group on Tuesday, Thursday and Friday at nine, and every working morning after', async () => {
    await opens('11-23 10:00')
    await office.asks({ of: ['李四', '王五'], due: '11-27 17:30' })
    await office.passesTo('12-02 12:00')
    expect(await office.remindedIn('消防群')).toEqual([
      '11-24 09:00',
      '11-26 09:00',
      '11-27 09:00',
      '11-30 09:00',
      '12-01 09:00',
      '12-02 09:00',
    ])
  })

  test('names number, title, due and who owes, and never how late', async () => {
    await opens('11-23 10:00')
    const matter = await office.asks({ of: ['李四', '#CG'], due: '11-27 17:30', title: '老旧小区排查' })
    await office.passesTo('12-03 12:00')
    const words = await office.lastWordsTo('消防群')
    expect(words).toContain(`〔${matter.number}〕老旧小区排查 截止 11月27日(周五)17:30 @李四 @钱信息`)
    expect(words).not.toMatch(/逾期|超期|滞后|已过|工作日/)
    expect(await office.mentionedIn('消防群')).toEqual(['李四', '钱信息'])
  })

  test('falls silent when it is done', async () => {
    await opens('11-23 10:00')
    const matter = await office.asks({ of: ['李四'], due: '11-27 17:30' })
    await office.passesTo('11-25 12:00')
    await office.closes(matter)
    await office.passesTo('12-05 12:00')
    expect(await office.remindedIn('消防群')).toEqual(['11-24 09:00'])
  })

  test('is one message a day, however many tasks the group has', async () => {
    await opens('11-23 10:00')
    for (let n = 0; n < 5; n += 1) await office.asks({ of: ['李四'], due: '11-27 17:30', title: `第${n}件` })
    await office.asks({ of: ['王五'], due: '11-25 12:00', title: '另一件' })
    await office.passesTo('11-24 20:00')
    expect(await office.remindedIn('消防群')).toEqual(['11-24 09:00'])
    expect((await office.lastWordsTo('消防群')).match(/〔\d+〕/g)).toHaveLength(6)
  })
})

describe('the calendar', () => {
  test('moves reminders across National Day, shifted working Saturday included', async () => {
    await opens('09-28 10:00')
    await office.asks({ of: ['李四'], due: '10-09 17:30' })
    await office.passesTo('10-12 12:00')
    expect(await office.remindedIn('消防群')).toEqual(['09-29 09:00', '10-08 09:00', '10-09 09:00', '10-10 09:00', '10-12 09:00'])
  })

  test('says a task due inside the holiday on the last working day before it, once', async () => {
    await opens('09-28 10:00')
    await office.asks({ of: ['李四'], due: '10-04 17:30' })
    await office.passesTo('10-08 12:00')
    expect(await office.remindedIn('消防群')).toEqual(['09-30 09:00', '10-08 09:00'])
  })

  test('gives a task due the same day one private word two hours before', async () => {
    await opens('11-23 09:30')
    await office.asks({ of: ['李四'], due: '11-23 17:30' })
    await office.passesTo('11-23 23:00')
    expect(await office.remindedIn('消防群')).toEqual([])
    expect(await office.toldPrivately('李四')).toEqual(['11-23 15:30'])
  })

  test('keeps quiet in the evening: a reminder of 20:00 waits for the morning', async () => {
    await opens('11-23 09:30')
    await office.asks({ of: ['李四'], due: '11-23 22:00' })
    await office.passesTo('11-24 12:00')
    expect(await office.toldPrivately('李四')).toEqual([])
    expect(await office.remindedIn('消防群')).toEqual(['11-24 09:00'])
  })

  test('lets 特急 through at any hour and on any day', async () => {
    await opens('11-28 10:00')
    await office.asks({ of: ['李四'], due: '11-29 17:00', urgency: 'critical', title: '周日要' })
    await office.asks({ of: ['李四'], due: '11-28 22:00', urgency: 'critical', title: '今晚要' })
    await office.passesTo('11-29 12:00')
    expect(await office.toldPrivately('李四')).toEqual(['11-28 20:00'])
    expect(await office.remindedIn('消防群')).toEqual(['11-29 09:00'])
  })
})

describe('at most one reminder message per group and day', () => {
  test('what falls due after the digest waits for the next one', async () => {
    await opens('11-23 10:00')
    await office.asks({ of: ['李四'], due: '11-24 17:30', title: '早的' })
    await office.passesTo('11-24 09:00')
    await office.byClock((ctx) => ctx.tx.query('UPDATE todos SET next_reminder_at = NULL'))
    await office.asks({ of: ['王五'], due: '11-26 17:30', title: '晚的' })
    await office.byClock((ctx) =>
      ctx.tx.query('UPDATE todos SET next_reminder_at = ? WHERE member_id = ?', [at('11-24 10:00'), office.member('王五')]),
    )
    await office.passesTo('11-25 12:00')
    expect(await office.remindedIn('消防群')).toEqual(['11-24 09:00', '11-25 09:00'])
    expect(await office.lastWordsTo('消防群')).toContain('晚的')
  })

  test('a week of downtime is one message, not a storm', async () => {
    await opens('11-23 10:00')
    await office.asks({ of: ['李四'], due: '11-27 17:30' })
    office.jumpsTo('12-01 11:00')
    await runDueJobs(office.stage, office.jobs, office.now(), (_, error) => {
      throw error
    })
    expect(await office.remindedIn('消防群')).toEqual(['12-01 11:00'])
    expect(await office.toldPrivately('李四')).toEqual([])
  })

  test('coming back in the middle of the night waits for the morning', async () => {
    await opens('11-23 10:00')
    await office.asks({ of: ['李四'], due: '11-27 17:30' })
    office.jumpsTo('11-30 23:00')
    await office.passesTo('12-01 12:00')
    expect(await office.remindedIn('消防群')).toEqual(['12-01 09:00'])
  })

  test('a big batch never tears a digest', async () => {
    await opens('11-23 10:00')
    for (let n = 0; n < 7; n += 1)
      await office.asks({ of: ['李四'], due: '11-24 17:30', title: `第${n}件`, in: n % 2 === 0 ? '消防群' : '城管群' })
    office.jumpsTo('11-24 09:00')
    const { sendDueReminders } = await import('../../use-cases/reminders/send-due-reminders.ts')
    while ((await office.byClock((ctx) => sendDueReminders(ctx, 2))) >= 2);
    expect((await office.lastWordsTo('消防群')).match(/〔\d+〕/g)).toHaveLength(4)
    expect((await office.lastWordsTo('城管群')).match(/〔\d+〕/g)).toHaveLength(3)
    expect((await office.outbox()).filter(({ groupId }) => groupId !== null)).toHaveLength(2)
    // He does not sit with 城管局: that group's digest does not reach him.
    expect(await office.toldPrivately('李四')).toEqual(['11-24 09:00'])
  })
})

describe('privately', () => {
  test('the issuer hears by name the morning after, the unit head too, the supervisor on the third', async () => {
    await opens('11-23 10:00')
    const matter = await office.asks({ of: ['李四'], due: '11-24 17:30' })
    await office.passesTo('11-27 12:00')
    expect(await office.toldPrivately('张三')).toEqual(['11-25 09:00', '11-26 09:00', '11-27 09:00'])
    expect(await office.toldPrivately('孙支队')).toEqual(['11-25 09:00', '11-26 09:00', '11-27 09:00'])
    expect(await office.toldPrivately('周督查')).toEqual(['11-27 09:00'])
    expect(await office.lastWordsTo('张三')).toMatch(
      new RegExp(`〔${matter.number}〕隐患排查 李四.* 截止 11月24日\\(周二\\)17:30,已过 3 个工作日`),
    )
    expect(await office.toldPrivately('李四')).toEqual([])
  })

  test('a task without a group is the person’s own affair', async () => {
    await opens('11-23 10:00')
    await office.asks({ of: ['李四'], due: '11-24 17:30', in: null })
    await office.asks({ of: ['李四'], due: '11-24 12:00', in: null, title: '第二件' })
    await office.passesTo('11-24 12:00')
    expect(await office.toldPrivately('李四')).toEqual(['11-24 09:00'])
    expect((await office.lastWordsTo('李四')).match(/〔\d+〕/g)).toHaveLength(2)
  })

  test('a closed group is not spoken to; its people are', async () => {
    await opens('11-23 10:00')
    await office.asks({ of: ['李四', '#CG'], due: '11-24 17:30' })
    await office.closesGroup('消防群')
    await office.passesTo('11-24 12:00')
    expect(await office.remindedIn('消防群')).toEqual([])
    expect(await office.toldPrivately('李四')).toEqual(['11-24 09:00'])
    expect(await office.toldPrivately('钱信息')).toEqual(['11-24 09:00'])
  })

  test('who stands in hears it as well', async () => {
    await opens('11-23 10:00')
    await office.standsIn('孙支队', '李四', '11-28 18:00')
    await office.asks({ of: ['李四'], due: '11-24 17:30' })
    await office.passesTo('11-24 12:00')
    expect(await office.remindedIn('消防群')).toEqual(['11-24 09:00'])
    expect(await office.toldPrivately('孙支队')).toEqual(['11-24 09:00'])
  })
})

describe('#静默', () => {
  test('moves what falls before its end to its end, and leaves later ones', async () => {
    await opens('11-23 10:00')
    await office.asks({ of: ['李四'], due: '11-27 17:30' })
    await office.asks({ of: ['王五'], due: '11-27 17:30' })
    expect(await office.snoozes('李四', '11-25 14:00')).toMatchObject({ moved: 1 })
    await office.passesTo('11-26 12:00')
    expect(await office.toldPrivately('李四')).toEqual(['11-25 14:00'])
    expect(await office.remindedIn('消防群')).toEqual(['11-24 09:00', '11-26 09:00'])
    expect(await office.mentionedIn('消防群')).toEqual(['李四', '王五'])
  })

  test('holds for a task that comes in afterwards', async () => {
    await opens('11-23 10:00')
    await office.snoozes('李四', '11-24 15:00')
    await office.asks({ of: ['李四'], due: '11-24 17:30' })
    await office.passesTo('11-24 18:00')
    expect(await office.remindedIn('消防群')).toEqual([])
    expect(await office.toldPrivately('李四')).toEqual(['11-24 15:00'])
  })

  test('hides nothing from those it is reported to, and says it to them once', async () => {
    await opens('11-23 10:00')
    await office.asks({ of: ['李四'], due: '11-24 17:30' })
    await office.snoozes('李四', '11-27 14:00')
    await office.passesTo('11-27 18:00')
    expect(await office.toldPrivately('张三')).toEqual(['11-25 09:00', '11-26 09:00', '11-27 09:00'])
    expect(await office.toldPrivately('周督查')).toEqual(['11-27 09:00'])
    expect(await office.remindedIn('消防群')).toEqual([])
    expect(await office.toldPrivately('李四')).toEqual(['11-27 14:00'])
  })

  test('that ends at the hour of reminders ends with that reminder, for everybody', async () => {
    await opens('11-23 10:00')
    await office.asks({ of: ['李四'], due: '11-24 17:30' })
    await office.snoozes('李四', '11-26 09:00')
    await office.passesTo('11-26 18:00')
    expect(await office.toldPrivately('张三')).toEqual(['11-25 09:00', '11-26 09:00'])
    expect(await office.remindedIn('消防群')).toEqual(['11-26 09:00'])
    expect(await office.toldPrivately('李四')).toEqual([])
  })

  test.each([
    ['made longer', '11-25 16:00', ['11-25 16:00']],
    ['ended', '11-25 11:00', ['11-25 14:00']],
  ])('that is %s on its way tells nobody twice', async (_, changed, own) => {
    await opens('11-23 10:00')
    await office.asks({ of: ['王五'], due: '11-23 17:30' })
    await office.asks({ of: ['李四'], due: '11-24 17:30' })
    await office.snoozes('李四', '11-25 14:00')
    await office.passesTo('11-25 11:00')
    await office.snoozes('李四', changed)
    await office.passesTo('11-25 18:00')
    expect(await office.toldPrivately('张三')).toEqual(['11-24 09:00', '11-25 09:00'])
    expect(await office.toldPrivately('李四')).toEqual(own)
  })

  test('reports what is late in the morning where the hour of reminders lies in quiet hours', async () => {
    await opens('11-23 10:00')
    await office.byClock((ctx) => changeSettings(ctx, { reminders: { at: '08:00' } }))
    await office.asks({ of: ['李四'], due: '11-24 17:30' })
    await office.snoozes('李四', '11-27 14:00')
    await office.passesTo('11-27 18:00')
    expect(await office.toldPrivately('张三')).toEqual(['11-25 08:30', '11-26 08:30', '11-27 08:30'])
    expect(await office.toldPrivately('李四')).toEqual(['11-27 14:00'])
  })

  test('ending in the night waits for the morning', async () => {
    await opens('11-23 10:00')
    await office.asks({ of: ['李四'], due: '11-24 17:30' })
    await office.snoozes('李四', '11-24 21:00')
    await office.passesTo('11-25 12:00')
    expect(await office.remindedIn('消防群')).toEqual(['11-25 09:00'])
  })

  test('a head who snoozed is told when it ends', async () => {
    await opens('11-23 10:00')
    await office.asks({ of: ['李四'], due: '11-24 17:30' })
    await office.snoozes('孙支队', '11-25 11:00')
    await office.passesTo('11-25 12:00')
    expect(await office.toldPrivately('孙支队')).toEqual(['11-25 11:00'])
  })
})

test('virtual time stops at every reminder, and at its end', async () => {
  await opens('11-23 10:00')
  await office.asks({ of: ['李四'], due: '11-27 17:30' })
  const stops: number[] = []
  await passTime(office.stage, {
    jobs: office.jobs,
    until: at('11-27 18:00'),
    moveTo: (instant) => {
      stops.push(instant)
      office.movesTo(instant)
    },
    report: (_, error) => {
      throw error
    },
  })
  for (const due of ['11-24 09:00', '11-26 09:00', '11-27 09:00', '11-24 03:00']) expect(stops).toContain(at(due))
  expect(stops.at(-1)).toBe(at('11-27 18:00'))
})
