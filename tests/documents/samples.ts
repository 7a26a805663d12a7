import type { Bulletin, BulletinFigures } from '../../documents/bulletin/bulletin.ts'
import type { IssueDocument } from '../../documents/issue/issue-document.ts'
import type { HandlingReport } from '../../documents/supervision/build-handling-report.ts'
import type { LedgerRow } from '../../documents/supervision/build-ledger-xlsx.ts'
import type { SupervisionPaper } from '../../documents/supervision/build-supervision-paper.ts'
import type { TopicsDocument } from '../../documents/topics/build-topics-docx.ts'

/** 10:05 on 3 April 2026 in Shanghai. */
export const exported = { by: '张三', at: Date.UTC(2026, 3, 3, 2, 5), zone: 'Asia/Shanghai' }

export const sentence =
  '今年以来，全市教育系统把义务教育优质均衡发展摆在突出位置，累计投入资金3.2亿元，新建改扩建学校18所，新增学位6400个。'

export const issue = (changes: Partial<IssueDocument> = {}): IssueDocument => ({
  publication: '政务信息',
  compiler: '临江市人民政府办公室',
  signed: { series: 'regular', number: 49, total: null, on: '2026-04-03' },
  editorNote: '市教育局的做法值得借鉴，现予刊发。',
  items: [
    {
      title: '市教育局推进义务教育优质均衡发展取得阶段性成效',
      body: `为做好春季学期各项工作，市教育局多措并举。\n一、强化统筹\n${sentence}\n（一）压实责任。${sentence}\n二、二季度打算。${sentence}\n1. 抓好校园安全\n${sentence}\n(1) 开展排查。${sentence}\n一、二季度，各项指标稳中向好。${sentence}`,
      units: ['市教育局'],
    },
    { title: '青山县抢抓农时备春耕', body: sentence, units: ['青山县人民政府办公室', '市农业农村局'] },
  ],
  foot: {
    reportTo: ['市委、市政府领导'],
    sendTo: ['市人大常委会办公室', '市政协办公室'],
    distributeTo: ['各县（区）人民政府', '市政府各部门'],
    copies: 50,
    signer: '王建国',
    checker: '李明',
    editor: '赵敏',
  },
  exported,
  ...changes,
})

export const figures = (reported: number, adopted: number, points: number | null = null): BulletinFigures => ({
  reported,
  adopted,
  adoptionRate: reported === 0 ? null : Math.round((adopted * 1000) / reported),
  points,
})

export const bulletin = (changes: Partial<Bulletin> = {}): Bulletin => ({
  period: { kind: 'month', year: 2026, month: 4 },
  subject: '政务信息',
  addressees: ['各县（区）人民政府', '市政府各部门'],
  situation: '4月份，全市共报送政务信息{报送}条，被采用{采用}条，采用率{采用率}。',
  problems: '个别单位报送不及时。',
  demands: '（一）提高认识\n各单位要重视政务信息工作。',
  figures: { 报送: 348, 采用: 167, 采用率: '48.0%' },
  issuer: '临江市人民政府办公室',
  on: '2026-05-03',
  ranking: true,
  points: true,
  classes: [
    {
      name: '县（区）',
      rows: [
        { unit: '青山县', place: 1, period: figures(30, 15, 1250), toDate: figures(130, 55, 5200), note: null },
        { unit: '东湖区', place: 2, period: figures(20, 10, 1000), toDate: figures(90, 40, 4100), note: null },
        { unit: '西岭县', place: 2, period: figures(18, 10, 1000), toDate: figures(80, 38, 3900), note: null },
        { unit: '南港区', place: 4, period: figures(0, 0, 0), toDate: figures(10, 1, 100), note: null },
      ],
      total: { period: figures(68, 35, 3250), toDate: figures(310, 134, 13300) },
    },
    {
      name: '市直部门',
      rows: [{ unit: '市教育局', place: 1, period: figures(12, 6, 600), toDate: figures(40, 20, 2000), note: null }],
      total: { period: figures(12, 6, 600), toDate: figures(40, 20, 2000) },
    },
  ],
  adopted: [
    {
      title: '青山县抢抓农时备春耕',
      unit: '青山县',
      authors: ['张三', '李四'],
      publication: '政务信息第49期',
      level: '市级',
      on: '2026-04-03',
    },
  ],
  zeroReport: [{ unit: '南港区', className: '县（区）' }],
  furtherAnnexes: [],
  exported,
  ...changes,
})

const instruction = { by: '王市长', text: '此事关系群众利益，请市住建局牵头抓紧研究，4月30日前报我。', on: '2026-04-03' }

/** 17:30 on Thursday 30 April 2026 in Shanghai. */
export const dueAt = Date.UTC(2026, 3, 30, 9, 30)

export const paper = (changes: Partial<SupervisionPaper> = {}): SupervisionPaper => ({
  kind: 'notice',
  colour: null,
  office: '临江市人民政府督查室',
  number: '督〔2026〕128号',
  on: '2026-04-03',
  matter: '推进老旧小区改造',
  source: '领导批示',
  instruction,
  lead: ['市住建局'],
  assisting: ['市财政局', '市城管局'],
  requirement: '4月15日前提出工作方案。\n每周五12点前报送进展。',
  dueAt,
  urged: null,
  contact: { name: '李明', phone: '0898-12345678' },
  exported,
  ...changes,
})

export const report = (changes: Partial<HandlingReport> = {}): HandlingReport => ({
  number: '督〔2026〕128号',
  matter: '推进老旧小区改造',
  addressee: '王市长',
  instruction,
  assignedOn: '2026-04-03',
  dueAt,
  lead: ['市住建局'],
  assisting: [],
  outcome: '正在办理',
  result: '（一）已完成摸底。全市共有老旧小区128个。',
  obstacles: '资金缺口约2000万元。',
  nextSteps: '加快招标。',
  unit: '市住建局',
  on: '2026-04-28',
  contact: { name: '李明', phone: '' },
  exported,
  ...changes,
})

export const topics = (changes: Partial<TopicsDocument> = {}): TopicsDocument => ({
  title: '2026年4月政务信息报送要点',
  addressees: ['各县（区）人民政府'],
  introduction: '现将4月份报送要点印发给你们。',
  topics: [
    { title: '一季度经济运行情况', requirements: '主要指标、存在问题。\n1500字以内。', units: ['市发展改革委', '市统计局'], dueAt },
    { title: '春耕生产情况', requirements: '进度和建议。', units: [], dueAt: null },
  ],
  closing: '',
  issuer: '临江市人民政府办公室',
  on: '2026-04-03',
  exported,
  ...changes,
})

export const ledgerRow = (changes: Partial<LedgerRow> = {}): LedgerRow => ({
  number: 128,
  source: '批示',
  matter: '推进老旧小区改造',
  leader: '王市长',
  assignedAt: exported.at,
  lead: ['市住建局'],
  assisting: ['市财政局', '市城管局'],
  dueAt,
  progress: '已完成立项',
  state: '办理中',
  light: { name: '黄灯', colour: '#ffe699' },
  feedbackAt: null,
  note: '',
  ...changes,
})
