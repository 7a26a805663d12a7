const marker =
  /^\s*(?:\d{1,2}\s*[.\uFF0E、)\uFF09]|[(\uFF08]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)\uFF09]|[一二三四五六七八九十]{1,3}\s*[、.\uFF0E]|[①-⑳])\s*(?!\d)/u

/** A numbered list under a tag: the words above it and one entry a line; a line without a number goes on with the one before. */
export const splitNumberedList = (body: string): { head: string; lines: string[] } => {
  const head: string[] = []
  const lines: string[] = []
  for (const line of body.split(/\r?\n/u)) {
    if (marker.test(line)) lines.push(line.replace(marker, '').trim())
    else if (lines.length === 0) head.push(line.trim())
    else if (line.trim() !== '') lines[lines.length - 1] += `\n${line.trim()}`
  }
  return { head: head.join('\n').trim(), lines: lines.filter((line) => line !== '') }
}
