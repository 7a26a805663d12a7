/**
 * Secrecy markings (docs/rules.md, Secrecy): a text that carries one is not stored and not answered in the group.
 * 绝密/机密/秘密 count as markings with ★ or 级, or standing apart as a heading; the bare word 秘密 in a sentence does not.
 * Source of the markings' form: 保守国家秘密法 and GB/T 9704-2012, 7.2.2 (密级和保密期限).
 */
const markings: readonly { marking: string; pattern: RegExp }[] = [
  { marking: '绝密', pattern: /绝密/u },
  {
    marking: '机密',
    pattern:
      /机密\s*[★☆*级]|[【[(\uFF08]\s*机密\s*[\]】)\uFF09]|(?:^|[\s:\uFF1A])机密(?=[\s:\uFF1A,\uFF0C。]|$)|机密(?:文件|件|公文|电报)/u,
  },
  {
    marking: '秘密',
    pattern:
      /秘密\s*[★☆*级]|[【[(\uFF08]\s*秘密\s*[\]】)\uFF09]|(?:^|[\s:\uFF1A])秘密(?=[\s:\uFF1A,\uFF0C。]|$)|秘密(?:文件|件|公文|电报)/u,
  },
  { marking: '密级', pattern: /密级\s*[:\uFF1A]?/u },
  // 某密发〔2026〕3号: the number of a classified document says so itself.
  {
    marking: '密级文号',
    pattern: /\p{Script=Han}密\p{Script=Han}{0,4}\s*[〔[【(]\s*(?:19|20)\d{2}\s*年?\s*[〕\]】)]\s*(?:第\s*)?\d+\s*号/u,
  },
  { marking: '不得外传', pattern: /不得外传|严禁外传|禁止外传/u },
  { marking: '内部资料', pattern: /内部资料[,\uFF0C\s]*(?:注意保管|不得|严禁|禁止|请勿外)/u },
  { marking: '机要', pattern: /机要(?:件|文件|电报|通道|渠道)?/u },
  {
    marking: '涉密',
    pattern: /(?:本|此|该)(?:件|文|文件|材料|信息)[^,。\n]{0,6}(?:涉密|涉及国家秘密)|(?<!不|非|无|是否)涉密(?:文件|材料|信息|件)如下/u,
  },
]

/** Words that name the topic only: a caution is added, nothing is turned away. */
const topics = /涉密|保密|泄密|失密|密码管理/u

const plain = (text: string): string => text.normalize('NFKC').replace(/[\p{Cf}\u115F\u1160\u3164\uFFA0]/gu, '')

/** The marking a text carries; undefined when it carries none. */
export const findMarking = (text: string): string | undefined => {
  const folded = plain(text)
  // 绝 密 with blanks between is still a marking; blanks inside ordinary sentences do no harm here.
  const tight = folded.replace(/(?<=\p{Script=Han})[ \t\u3000]+(?=\p{Script=Han}|★)/gu, '')
  return markings.find(({ pattern }) => pattern.test(folded) || pattern.test(tight))?.marking
}

/** Whether a text speaks of secrecy without being marked: the reply adds a caution. */
export const mentionsSecrecy = (text: string): boolean => topics.test(plain(text))
