import { Worker } from 'node:worker_threads'

/**
 * Starts a worker on the script `name` beside `base` (a module's `import.meta.url`), named without its ending. A worker inherits no
 * TypeScript loader, so from source it registers one before it begins; built code needs none. The caller ends it.
 */
export const startWorker = (base: string, name: string, workerData: unknown, heapMb: number): Worker => {
  const options = { workerData, resourceLimits: { maxOldGenerationSizeMb: heapMb } }
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL(`${name}.js`, base), options)
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'))
  const script = JSON.stringify(new URL(`${name}.ts`, base).href)
  return new Worker(`import(${loader}).then(({ register }) => { register(); return import(${script}) })`, { ...options, eval: true })
}
