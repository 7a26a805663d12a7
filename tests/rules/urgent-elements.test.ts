import { expect, test } from 'vitest'
import { missingElements } from '../../rules/urgent-elements.ts'

test.each([
  ['今天上午9:20,高新区某厂区发生火灾,正在扑救', ['伤亡', '信息来源']],
  ['今晨6点,江南街道某小区爆管,已派出抢修队,无人员伤亡,据物业报告', []],
  ['着火了', ['时间', '地点', '伤亡', '已采取措施', '信息来源']],
  ['今晨6点江南街道起火,已疏散群众,据群众报警,伤亡核实中', []],
  ['今晨6点江南街道起火,其他核实中', []],
  ['今晨6点江南街道起火,伤亡情况正在核实', ['已采取措施', '信息来源']],
])('%s', (text, missing) => {
  expect(missingElements(text)).toEqual(missing)
})
