import type { ApiScene } from './api-scene.ts'

export type Samples = Record<
  string,
  { path?: Record<string, string>; query?: string; body?: unknown; upload?: { type: string; bytes: string } }
>

/** A good call of every route that needs more than its address: by method and path as in the route list. */
export const sampleCalls = (scene: ApiScene, things: { matter: number; grantId: string }): Samples => {
  const nobody = { id: scene.member('赵六') }
  const due = scene.now() + 5 * 86_400_000
  const party = `m:${scene.member('赵六')}`
  const group = { id: scene.group('消防隐患排查群') }
  const matter = { number: String(things.matter) }
  const onMatter = (body: unknown = {}) => ({ path: matter, body })
  return {
    'post /sessions/miniprogram': { body: { code: 'sample' } },
    'post /sessions/ticket': { body: { ticket: 'x'.repeat(43) } },
    'post /sessions/code': { body: { code: '0000000000' } },
    'post /sessions/simulator': { body: { memberId: nobody.id } },
    'get /units': { query: '?text=消防' },
    'get /members': { query: '?text=李' },
    'post /reminders/snooze': { body: { until: due } },
    'get /matters/:number': { path: matter },
    'get /groups/:id': { path: group },
    'get /groups/:id/matters': { path: group },
    'post /tasks': { body: { body: '报送方案', parties: [{ party }], dueAt: due } },
    'post /matters/:number/acknowledge': onMatter(),
    'post /matters/:number/feedback': onMatter({ text: '已排查12栋,60%' }),
    'post /matters/:number/finish': onMatter({ text: '整改完毕' }),
    'post /matters/:number/accept': onMatter(),
    'post /matters/:number/return': onMatter({ reason: '请补充台账' }),
    'post /matters/:number/request-extension': onMatter({ dueAt: due, reason: '等设备到货' }),
    'post /matters/:number/grant-extension': onMatter(),
    'post /matters/:number/refuse-extension': onMatter({ reason: '时限不变' }),
    'post /matters/:number/set-due': onMatter({ dueAt: due }),
    'post /matters/:number/hand-over': onMatter({ to: party }),
    'post /matters/:number/decline': onMatter({ reason: '不属本单位职责' }),
    'post /matters/:number/urge': onMatter(),
    'post /matters/:number/correct': onMatter({ body: '完成老旧小区消防隐患排查并报台账' }),
    'post /matters/:number/add-party': onMatter({ parties: [party] }),
    'post /matters/:number/remove-party': onMatter({ parties: [party] }),
    'post /matters/:number/set-lead': onMatter({ parties: [party] }),
    'post /matters/:number/split': onMatter({ children: [{ body: '排查一片区', parties: [{ party }], dueAt: due }] }),
    'post /matters/:number/skip-next': onMatter(),
    'post /matters/:number/cancel': onMatter({ reason: '已由上级统一安排' }),
    'post /matters/:number/undo': onMatter(),
    'post /matters/:number/reopen': onMatter({ dueAt: due }),
    'post /delegations': { body: { kind: 'stand_in', toId: nobody.id, endsAt: scene.now() + 1 } },
    'post /delegations/end': { body: { kind: 'stand_in' } },
    'post /suggestions': { body: { body: '材料报送次数太多,建议合并' } },
    'get /admin/members/:id': { path: nobody },
    'post /admin/units': { body: { code: `D${Math.random()}`, name: '大数据局', parentId: scene.unit('ZFB') } },
    'patch /admin/units/:id': { path: { id: scene.unit('CG') }, body: { aliases: ['城管局', '城管'] } },
    'post /admin/members': { body: { name: '新人', unitId: scene.unit('CG') } },
    'patch /admin/members/:id': { path: nobody, body: { post: '科员' } },
    'patch /admin/groups/:id': { path: group, body: { purpose: '消防隐患排查与整改' } },
    'patch /settings': { body: { behindPoints: 12 } },
    'post /admin/roles': { body: { memberId: nobody.id, role: 'editor', unitId: scene.unit('XF') } },
    'delete /admin/roles/:id': { path: { id: things.grantId } },
    'delete /admin/members/:id/sessions': { path: nobody },
    'post /admin/members/:id/bind-code': { path: nobody },
    'delete /admin/members/:id/bindings': { path: nobody },
    'post /admin/people-import': { upload: { type: 'text/csv', bytes: '姓名,单位代码\n钱七,XF\n' } },
  }
}
