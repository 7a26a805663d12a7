/** Levels are free codes; these are the recommended ones and what they are called (docs/rules.md, Points). */
export const recommendedLevels: Readonly<Record<string, string>> = {
  town: '乡镇',
  county: '县级',
  district: '区级',
  county_city: '县市级',
  city: '市级',
  prefecture: '州级',
  province: '省级',
  ministry: '部委',
  national: '国家级',
  department: '本部门',
  website: '网站',
  media: '媒体',
}

/** What an upper body did with an item. Free codes; these are the recommended ones. */
export const recommendedEvents: Readonly<Record<string, string>> = {
  adopt: '采用',
  forward: '转报',
  share: '共享',
  commission: '约稿采用',
  reprint: '转载',
}

/** In which form an item was used. Free codes; these are the recommended ones. */
export const recommendedForms: Readonly<Record<string, string>> = {
  single: '单篇',
  brief: '简讯',
  combined: '综合',
  research: '调研',
  supplement: '增刊',
  photo: '图片',
  headline: '头条',
}

/** What a rule about incidents may name. Free codes; these are the recommended ones, and the clock and the desk record these. */
export const recommendedIncidents: Readonly<Record<string, string>> = {
  late: '迟报',
  missed: '漏报',
  concealed: '瞒报',
  false: '失实',
  returned: '退稿',
  duplicate: '重复报送',
  commission_missed: '约稿未完成',
  commission_late: '约稿迟报',
  feedback_missed: '批示反馈未报',
  feedback_late: '批示反馈迟报',
  urgent_late: '紧急信息迟报',
  urgent_missed: '紧急信息漏报',
  urgent_concealed: '紧急信息瞒报',
  criticised: '被通报批评',
  commended: '被通报表扬',
  negligence: '督促不力',
}

/** The Chinese name of a recommended code, or the code itself where an office made up its own. */
export const labelOf = (labels: Readonly<Record<string, string>>, code: string): string => labels[code] ?? code
