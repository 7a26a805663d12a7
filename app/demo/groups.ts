import type { OfficePlan } from '../../use-cases/office/lay-office.ts'

type Group = NonNullable<OfficePlan['groups']>[number]
type Member = NonNullable<Group['members']>[number]

/** `名字:群昵称`, or the bare name where somebody kept their own. */
const seats = (...words: readonly string[]): Member[] =>
  words.map((word) => {
    const [name = word, nickname] = word.split(':')
    return nickname === undefined ? { person: name } : { person: name, nickname }
  })

/** Five groups of the demo office; several people sit in more than one, some under their own name. */
export const demoGroups: readonly Group[] = [
  {
    name: '安全生产工作群',
    purpose: '安全生产和消防隐患排查整治',
    ownerUnit: 'YJJ',
    owner: '秦川',
    members: seats(
      '张三',
      '周正:市府办-周正',
      '冯督:督查科冯督',
      '秦川:应急局-秦川',
      '赵七:应急局赵七',
      '韩梅:韩梅(应急局)',
      '李四:消防队-李四',
      '孙磊:消防-孙磊',
      '王五:城管局王五',
      '陈六:住建局-陈六',
      '杨柳:住建局杨柳',
      '宋歌:公安局宋歌',
      '于飞:交通局-于飞',
      '石磊:高新区-石磊',
      '田野:高新区田野',
      '江河:东湖县-江河',
    ),
  },
  {
    name: '城市管理联席群',
    purpose: '市容环境、违建治理和老旧小区改造',
    ownerUnit: 'CGJ',
    owner: '马勇',
    members: seats(
      '张三',
      '吴敏:市府办吴敏',
      '蒋丽:督查科-蒋丽',
      '马勇:城管局-马勇',
      '王五:城管局王五',
      '刘洋:刘洋-城管局',
      '陈六:住建局-陈六',
      '杨柳:住建局杨柳',
      '黄蓉:住建局-黄蓉',
      '李四:消防队-李四',
      '唐青:环保局-唐青',
      '宋歌:公安局宋歌',
      '潘达:交通局潘达',
      '夏雨:高新区-夏雨',
      '王建国:王市长',
      '林秘书:市府办-小林',
    ),
  },
  {
    name: '生态环境整改群',
    purpose: '环保督察反馈问题整改',
    ownerUnit: 'HBJ',
    owner: '曹阳',
    members: seats(
      '张三',
      '周正:周正',
      '冯督:督查科-冯督',
      '曹阳:环保局-曹阳',
      '唐青:环保局-唐青',
      '罗江:罗江-环保局',
      '王五:城管局王五',
      '陈六:住建局-陈六',
      '江河:东湖县-江河',
      '白云:东湖县白云',
      '夏雨:高新区-夏雨',
      '石磊:高新区-石磊',
      '于飞:交通局-于飞',
    ),
  },
  {
    name: '政务信息报送群',
    purpose: '政务信息报送和数据填报',
    ownerUnit: 'XXK',
    owner: '郑文',
    members: seats(
      '周正',
      '吴敏:市府办吴敏',
      '郑文:信息科-郑文',
      '许静:信息科许静',
      '小何:信息科-小何',
      '孙磊:消防-孙磊',
      '刘洋:刘洋-城管局',
      '黄蓉:住建局-黄蓉',
      '赵七:应急局赵七',
      '唐青:环保局-唐青',
      '宋歌:公安局宋歌',
      '潘达:交通局潘达',
      '夏雨:高新区-夏雨',
      '江河:东湖县-江河',
      '小沈:督查科小沈',
    ),
  },
  {
    name: '市政府办工作群',
    purpose: '办公室内部工作安排',
    ownerUnit: 'SZFB',
    owner: '周正',
    members: seats(
      '王建国:王市长',
      '张三',
      '周正',
      '吴敏',
      '林秘书:小林',
      '郑文',
      '许静',
      '小何',
      '冯督',
      '蒋丽',
      '小沈',
      '方明',
      '董安',
      '贺审',
    ),
  },
]
