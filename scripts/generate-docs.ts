import { writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describeLifecycles } from './generate-docs/describe-lifecycles.ts'
import { describeSettings } from './generate-docs/describe-settings.ts'
import { describeTags } from './generate-docs/describe-tags.ts'

/** Every generated page by its path from the project's root. */
export const generatedDocs = (): Readonly<Record<string, string>> => ({
  'docs/lifecycles.md': describeLifecycles(),
  'docs/settings.md': describeSettings(),
  'docs/zh/标签一览.md': describeTags(),
})

const root = fileURLToPath(new URL('..', import.meta.url))

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [path, text] of Object.entries(generatedDocs())) {
    writeFileSync(`${root}${path}`, text)
    console.log(`wrote ${path}`)
  }
}
