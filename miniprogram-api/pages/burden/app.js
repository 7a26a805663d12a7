import { card, demandSeries, figure, office, percent, repeatLine, suggestionSeries, titleOf, unitCard } from './cards.js'
import { columnChart, labelOf } from './charts.js'
import { h, the } from './elements.js'
import { readBurden, readMe, readRepeats, Refused, session, signIn, signOut } from './server.js'

/** How many weeks or months can be chosen, and what is shown at first. */
const spans = { week: [4, 13, 26, 52], month: [3, 6, 12, 24] }
const unitOf = { week: '周', month: '个月' }
const wish = { by: 'week', periods: 13, unitId: '' }
/** Every unit that was asked in the widest view, so that the choice does not shrink with the filter. */
let knownUnits = []
let last = null

const columnsOf = (by, periods) =>
  periods.map((period, index) => ({ ...period, label: labelOf(by, period.from, index), title: titleOf(by, period.from) }))

/** As wide as it will stand on the page, so that letters keep their size on a phone. */
const widthOf = (isWide) => {
  const room = Math.min(the('charts').clientWidth || 600, 1180)
  return Math.max(280, (isWide || room < 700 ? room : room / 2) - 40)
}

const repeatsCard = (first) => {
  const list = h('ul', { class: 'repeats' }, ...first.items.map(repeatLine))
  let next = first.nextCursor
  const more = h('button', { type: 'button', hidden: next === null }, '再看一些')
  more.addEventListener('click', () =>
    guarded(async () => {
      const page = await readRepeats({ unitId: wish.unitId, cursor: next })
      next = page.nextCursor
      list.append(...page.items.map(repeatLine))
      more.hidden = next === null
    }),
  )
  const body = first.items.length === 0 ? [h('p', { class: 'empty' }, '没有重复的要求')] : [list, more]
  return card('重复的要求', '同一单位此前已收到相近的要求,可以合并的请合并。', true, ...body)
}

const draw = () => {
  if (!last) return
  const { burden, repeats } = last
  const { by, total, periods, suggestions } = burden
  const span = `最近 ${wish.periods} ${unitOf[by]}`
  the('figures').replaceChildren(
    figure(burden.whole ? '要求' : '本单位收到的要求', total.demands, span),
    figure('重复的要求', total.repeated, percent(total.repeated, total.demands)),
    figure('非工作时间提出', total.afterHours, percent(total.afterHours, total.demands)),
    ...(suggestions
      ? [figure('待答复的建议', suggestions.open, suggestions.late > 0 ? `其中 ${suggestions.late} 条超期` : '没有超期的')]
      : []),
  )
  const unit = knownUnits.find(({ id }) => id === wish.unitId)
  const scope = unit ? unit.name : burden.whole ? '全办' : '本单位'
  the('charts').replaceChildren(
    card(
      `${scope}${by === 'week' ? '每周' : '每月'}收到的要求`,
      '最后一期尚未结束。',
      true,
      ...columnChart({ title: '收到的要求', columns: columnsOf(by, periods), series: demandSeries, width: widthOf(true) }),
    ),
    unitCard('各单位收到的', '谁被要求得多。', burden.asked),
    unitCard('各单位提出的', '要求从哪里来。', burden.asking),
    repeatsCard(repeats),
    ...(suggestions
      ? [
          card(
            '建议的收到与答复',
            '',
            true,
            ...columnChart({
              title: '建议的收到与答复',
              columns: columnsOf(by, suggestions.periods),
              series: suggestionSeries,
              width: widthOf(true),
            }),
          ),
        ]
      : []),
  )
}

const fillChoices = () => {
  the('periods').replaceChildren(
    ...spans[wish.by].map((n) => h('option', { value: n, selected: n === wish.periods }, `最近 ${n} ${unitOf[wish.by]}`)),
  )
  the('unit').replaceChildren(
    h('option', { value: '' }, '全部单位'),
    ...knownUnits.map(({ id, name }) => h('option', { value: id, selected: id === wish.unitId }, name)),
  )
  for (const button of document.querySelectorAll('[data-by]')) {
    button.setAttribute('aria-pressed', String(button.getAttribute('data-by') === wish.by))
  }
}

let asked = 0
const load = async () => {
  const mine = (asked += 1)
  const [burden, repeats] = await Promise.all([readBurden(wish), readRepeats({ unitId: wish.unitId })])
  // A slower answer to an older question must not cover a newer one.
  if (mine !== asked) return
  last = { burden, repeats }
  const all = new Map([...knownUnits, ...burden.asked.map(({ unit }) => unit)].map((unit) => [unit.id, unit]))
  knownUnits = [...all.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'zh'))
  fillChoices()
  draw()
}

const showEntry = (message = '') => {
  last = null
  knownUnits = []
  the('view').hidden = true
  the('leave').hidden = true
  the('entry').hidden = false
  the('office').textContent = ''
  the('refusal').textContent = message
  the('refusal').hidden = message === ''
  the('code').value = ''
  the('code').focus()
}

/** What goes wrong is said; a session that ended asks for a new code. */
const guarded = async (work) => {
  the('trouble').hidden = true
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (error.status === 401) {
      session.token = null
      showEntry('登录已失效,请重新取登录码')
    } else if (error.status === 403 || error.status === 404) {
      the('figures').replaceChildren()
      the('charts').replaceChildren()
      say('减负统计由办公室领导、督查和单位负责人查看')
    } else say(error.message)
  }
}
const say = (message) => {
  the('trouble').textContent = message
  the('trouble').hidden = false
}

const showView = async () => {
  the('entry').hidden = true
  the('view').hidden = false
  the('leave').hidden = false
  await guarded(async () => {
    const me = await readMe()
    office.zone = me.office?.timezone
    the('office').textContent = `${me.office?.name ?? ''} ${me.name}`.trim()
    fillChoices()
    await load()
  })
}

the('entry').addEventListener('submit', async (event) => {
  event.preventDefault()
  const button = the('entry').querySelector('button')
  button.disabled = true
  try {
    await signIn(the('code').value.trim())
    await showView()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    the('refusal').textContent = error.message
    the('refusal').hidden = false
    the('code').select()
  } finally {
    button.disabled = false
  }
})
the('leave').addEventListener('click', async () => {
  await signOut()
  showEntry()
})
the('filters').addEventListener('click', ({ target }) => {
  const by = target.closest('[data-by]')?.getAttribute('data-by')
  if (!by || by === wish.by) return
  wish.by = by
  wish.periods = spans[by][1]
  fillChoices()
  void guarded(load)
})
the('filters').addEventListener('submit', (event) => event.preventDefault())
the('filters').addEventListener('change', () => {
  wish.periods = Number(the('periods').value)
  wish.unitId = the('unit').value
  void guarded(load)
})
let resizing = 0
addEventListener('resize', () => {
  cancelAnimationFrame(resizing)
  resizing = requestAnimationFrame(draw)
})

if (session.token) void showView()
else showEntry()
