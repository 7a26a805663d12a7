/** Letters and figures alone, in one form: two texts that differ by blanks, width or punctuation are the same. */
export const bareText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
