import type { Runner } from '../../database/runner.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { readPublication } from '../../use-cases/publications/find-publication.ts'
import { approveSubmission } from '../../use-cases/submissions/approve-submission.ts'
import { openSubmission, type OpenSubmissionInput } from '../../use-cases/submissions/open-submission.ts'
import { openScene } from './scene.ts'
import { scenePlan } from './scene-office.ts'

const publications = [
  { name: '政务信息', level: 'city', direction: 'downward' as const },
  {
    name: '专报',
    level: 'city',
    direction: 'upward' as const,
    distribution: { report: '省政府办公厅', send: '市委办公室、市人大办公室' },
    copies: 5,
    lastNumbers: { serial: 6, total: 40 },
  },
  { name: '情况反映', level: 'city', direction: 'upward' as const, reviewChain: ['editor' as const, 'director' as const] },
]

/** The office of the scene with three publications, and a second editor. */
export const openPressScene = async (options: { runner?: Runner; startsAt?: string } = {}) => {
  const scene = await openScene({
    ...options,
    plan: {
      ...scenePlan,
      people: [...(scenePlan.people ?? []), { name: '许静', unit: 'XX', roles: [{ role: 'editor', unit: 'ZFB' }] }],
      publications,
    },
  })
  const wen = scene.actor('文清')
  let stories = 0
  return {
    ...scene,
    wen,
    xu: scene.actor('许静'),
    wuf: scene.actor('吴副'),
    /** A report by 孙磊 that has come to the editors; resolves with its number. */
    story: async (title = `第${(stories += 1)}条:检查老旧小区`, more: Partial<OpenSubmissionInput> = {}): Promise<number> => {
      const body = `11月23日,市消防救援支队检查江南街道,${title},发现隐患3处。`
      const { matter } = await scene.sun.does((ctx) => openSubmission(ctx, { title, body, category: 'news', ...more }))
      if (more.tone !== 'problem' && more.draft !== true)
        await scene.zhao.does((ctx) => approveSubmission(ctx, { number: matter.number, text: '' }))
      return matter.number
    },
    /** The id of a publication by its name. */
    publication: async (name: string): Promise<string> =>
      wen.does(async (ctx: UseCaseContext) => (await readPublication(ctx, name)).publication.id),
  }
}

export type PressScene = Awaited<ReturnType<typeof openPressScene>>
