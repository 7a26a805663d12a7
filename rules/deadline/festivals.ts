import { solarTerms } from '../calendar/lunar-days.ts'

/** How a festival's day is found: a solar date, a lunar date (-1 the month's last day), a solar term, or the n-th weekday of a month. */
export type FestivalRule =
  | { by: 'solar'; month: number; day: number }
  | { by: 'lunar'; month: number; day: number }
  | { by: 'term'; term: string }
  | { by: 'nth-weekday'; month: number; n: number; weekday: number }

const solar = (month: number, day: number): FestivalRule => ({ by: 'solar', month, day })
const lunar = (month: number, day: number): FestivalRule => ({ by: 'lunar', month, day })
const nth = (month: number, n: number, weekday: number): FestivalRule => ({ by: 'nth-weekday', month, n, weekday })

const rules: readonly [names: string, rule: FestivalRule][] = [
  ['元旦节 元旦 新年 阳历年', solar(1, 1)],
  ['情人节', solar(2, 14)],
  ['妇女节 三八节', solar(3, 8)],
  ['植树节', solar(3, 12)],
  ['消费者权益日', solar(3, 15)],
  ['愚人节', solar(4, 1)],
  ['地球日 世界地球日', solar(4, 22)],
  ['劳动节 五一劳动节 五一节 五一国际劳动节', solar(5, 1)],
  ['青年节 五四青年节', solar(5, 4)],
  ['护士节', solar(5, 12)],
  ['母亲节', nth(5, 2, 7)],
  ['儿童节 六一儿童节 六一国际儿童节', solar(6, 1)],
  ['环境日 世界环境日', solar(6, 5)],
  ['父亲节', nth(6, 3, 7)],
  ['禁毒日 国际禁毒日', solar(6, 26)],
  ['建党节 七一建党节', solar(7, 1)],
  ['建军节 八一建军节', solar(8, 1)],
  ['医师节', solar(8, 19)],
  ['教师节', solar(9, 10)],
  ['烈士纪念日', solar(9, 30)],
  ['国庆节 国庆 十一国庆节 十一国庆', solar(10, 1)],
  ['万圣节', solar(10, 31)],
  ['万圣夜', solar(10, 31)],
  ['记者节', solar(11, 8)],
  ['消防日 消防宣传日', solar(11, 9)],
  ['光棍节 双十一 双11', solar(11, 11)],
  ['感恩节', nth(11, 4, 4)],
  ['宪法日 国家宪法日', solar(12, 4)],
  ['双十二 双12', solar(12, 12)],
  ['国家公祭日 公祭日', solar(12, 13)],
  ['平安夜', solar(12, 24)],
  ['圣诞节 圣诞', solar(12, 25)],
  ['跨年夜', solar(12, 31)],
  ['春节 大年初一 农历新年 农历年 农历春节 过年 新春', lunar(1, 1)],
  ['除夕夜 除夕 大年三十 年三十 年夜', lunar(12, -1)],
  ['元宵节 元宵', lunar(1, 15)],
  ['龙抬头 二月二龙抬头', lunar(2, 2)],
  ['端午节 端午', lunar(5, 5)],
  ['七夕节 七夕', lunar(7, 7)],
  ['中元节', lunar(7, 15)],
  ['中秋节 中秋', lunar(8, 15)],
  ['重阳节 重阳', lunar(9, 9)],
  ['寒衣节', lunar(10, 1)],
  ['下元节', lunar(10, 15)],
  ['腊八节 腊八', lunar(12, 8)],
  ['小年', lunar(12, 23)],
  ['清明节 清明', { by: 'term', term: '清明' }],
  ['冬至节', { by: 'term', term: '冬至' }],
]

/** Festivals by every name they go by. */
export const festivals: ReadonlyMap<string, FestivalRule> = new Map(
  rules.flatMap(([names, rule]) => names.split(' ').map((name): [string, FestivalRule] => [name, rule])),
)

/** Days called by their figures (五一, 十一); they are festivals only where the words after them say so. */
export const figureFestivals: ReadonlyMap<string, FestivalRule> = new Map([
  ['三八', solar(3, 8)],
  ['五一', solar(5, 1)],
  ['五四', solar(5, 4)],
  ['六一', solar(6, 1)],
  ['七一', solar(7, 1)],
  ['八一', solar(8, 1)],
  ['十一', solar(10, 1)],
])

/** Solar terms that are read as dates on their own; 清明 stands among the festivals. */
export const termNames = solarTerms.filter((name) => name !== '清明')
