import type { Scene } from '../scene.ts'
import { dutyScenes } from './duties.ts'
import { informationScenes } from './information.ts'
import { noticeScenes } from './notices.ts'
import { officeScenes } from './office.ts'
import { supervisionScenes } from './supervision.ts'
import { taskScenes } from './task.ts'

/** Every scene of the manual, in its order. */
export const scenes: readonly Scene[] = [
  ...taskScenes,
  ...informationScenes,
  ...supervisionScenes,
  ...noticeScenes,
  ...dutyScenes,
  ...officeScenes,
]
