import type { OpenApiDocument } from './openapi.ts'

type Json = Record<string, unknown>

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: unknown): string => String(text).replace(/[&<>"']/g, (character) => escapes[character] ?? '')

const asObject = (value: unknown): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {})
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

const refName = (schema: Json): string | undefined => (typeof schema['$ref'] === 'string' ? schema['$ref'].split('/').at(-1) : undefined)

const limitsOf = (schema: Json): string => {
  const parts = [
    schema['format'],
    schema['pattern'] && `形如 ${String(schema['pattern'])}`,
    schema['minimum'] !== undefined && `≥ ${String(schema['minimum'])}`,
    schema['exclusiveMinimum'] !== undefined && `> ${String(schema['exclusiveMinimum'])}`,
    schema['maximum'] !== undefined && `≤ ${String(schema['maximum'])}`,
    schema['minLength'] !== undefined && `至少 ${String(schema['minLength'])} 字`,
    schema['maxLength'] !== undefined && `至多 ${String(schema['maxLength'])} 字`,
    schema['minItems'] !== undefined && `至少 ${String(schema['minItems'])} 项`,
    schema['maxItems'] !== undefined && `至多 ${String(schema['maxItems'])} 项`,
    schema['default'] !== undefined && `默认 ${JSON.stringify(schema['default'])}`,
  ]
  return parts.filter((part) => typeof part === 'string' && part !== '').join(',')
}

/** A schema's kind in one line. */
const typeOf = (schema: Json): string => {
  const name = refName(schema)
  if (name !== undefined) return `<a href="#schema-${escape(name)}">${escape(name)}</a>`
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => `<code>${escape(JSON.stringify(value))}</code>`).join(' | ')
  if (schema['const'] !== undefined) return `<code>${escape(JSON.stringify(schema['const']))}</code>`
  const variants = [...asList(schema['allOf']), ...asList(schema['anyOf']), ...asList(schema['oneOf'])]
  if (variants.length > 0) return variants.map((variant) => typeOf(asObject(variant))).join(' 或 ')
  if (schema['type'] === 'array') return `${typeOf(asObject(schema['items']))} 的列表`
  return escape(asList(schema['type']).length > 0 ? asList(schema['type']).join(' | ') : (schema['type'] ?? 'object'))
}

const renderFields = (schema: Json): string => {
  const variants = [...asList(schema['anyOf']), ...asList(schema['oneOf'])].map(asObject).filter((variant) => variant['properties'])
  if (variants.length > 0) return variants.map(renderFields).join('<p class="or">或</p>')
  const items = asObject(schema['items'])
  if (items['properties']) return renderFields(items)
  const fields = Object.entries(asObject(schema['properties']))
  if (fields.length === 0) return ''
  const required = new Set(asList(schema['required']))
  const rows = fields.map(([name, value]) => {
    const field = asObject(value)
    const inner = refName(field) === undefined ? renderFields(field) : ''
    const notes = [escape(field['description'] ?? ''), escape(limitsOf(field))].filter((note) => note !== '').join('<br>')
    return `<tr><td><code>${escape(name)}</code>${required.has(name) ? ' <b title="必填">*</b>' : ''}</td><td>${typeOf(field)}</td><td>${notes}${inner}</td></tr>`
  })
  return `<table><thead><tr><th>字段</th><th>类型</th><th>说明</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

const renderSchema = (schema: Json): string => renderFields(schema) || `<p>${typeOf(schema)}</p>`

const renderContent = (content: unknown): string =>
  Object.entries(asObject(content))
    .map(([type, media]) => `<p class="media">${escape(type)}</p>${renderSchema(asObject(asObject(media)['schema']))}`)
    .join('')

const renderParameters = (parameters: unknown[]): string => {
  if (parameters.length === 0) return ''
  const properties = Object.fromEntries(
    parameters.map(asObject).map((parameter) => {
      const description = [`(${String(parameter['in'])})`, parameter['description']].filter(Boolean).join(' ')
      return [String(parameter['name']), { ...asObject(parameter['schema']), description }]
    }),
  )
  const required = parameters.map(asObject).flatMap((parameter) => (parameter['required'] === true ? [parameter['name']] : []))
  return `<h4>参数</h4>${renderFields({ properties, required })}`
}

const renderOperation = (path: string, method: string, operation: Json): string => {
  const responses = Object.entries(asObject(operation['responses'])).map(([status, response]) => {
    const isSuccess = status.startsWith('2')
    const content = isSuccess ? renderContent(asObject(response)['content']) : ''
    return `<li><b>${escape(status)}</b> ${escape(asObject(response)['description'])}${content}</li>`
  })
  const body = operation['requestBody'] ? `<h4>请求内容</h4>${renderContent(asObject(operation['requestBody'])['content'])}` : ''
  return `<details id="${escape(operation['operationId'])}"><summary><span class="method ${escape(method)}">${escape(method.toUpperCase())}</span>
<code>${escape(path)}</code> ${escape(operation['summary'])}</summary>
<p>${escape(operation['description'])}</p>${renderParameters(asList(operation['parameters']))}${body}<h4>答复</h4><ul>${responses.join('')}</ul></details>`
}

/** A reading page of the document: plain HTML, no script, nothing loaded but its own style sheet. */
export const renderDocsPage = (document: OpenApiDocument): string => {
  const operations = Object.entries(asObject(document.paths)).flatMap(([path, methods]) =>
    Object.entries(asObject(methods)).map(([method, operation]) => ({ path, method, operation: asObject(operation) })),
  )
  const tags = [...new Set(operations.map(({ operation }) => String(asList(operation['tags'])[0])))]
  const sections = tags.map((tag) => {
    const own = operations.filter(({ operation }) => asList(operation['tags'])[0] === tag)
    return `<section><h2>${escape(tag)}</h2>${own.map(({ path, method, operation }) => renderOperation(path, method, operation)).join('')}</section>`
  })
  const schemas = Object.entries(asObject(asObject(document.components)['schemas'])).map(
    ([name, schema]) =>
      `<details id="schema-${escape(name)}"><summary><code>${escape(name)}</code></summary>${renderSchema(asObject(schema))}</details>`,
  )
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(document.info.title)}</title><link rel="stylesheet" href="/api/docs.css"></head>
<body><header><h1>${escape(document.info.title)}</h1><p>${escape(document.info.description ?? '')}</p>
<p>除“登录”外都要带 <code>Authorization: Bearer 令牌</code>。机器可读的文档:<a href="/api/openapi.json">openapi.json</a></p></header>
<main>${sections.join('')}<section><h2>数据</h2>${schemas.join('')}</section></main></body></html>`
}

/** The page's style sheet; phones included. */
export const docsStyle = `body{font:15px/1.6 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:0 auto;max-width:60rem;padding:1rem;color:#1c2530;background:#fff}
h1{font-size:1.4rem;margin:.2rem 0}h2{font-size:1.1rem;border-bottom:1px solid #d5dbe3;padding-bottom:.2rem;margin-top:2rem}h4{margin:.8rem 0 .2rem}
details{border:1px solid #e2e7ee;border-radius:6px;margin:.35rem 0;padding:.3rem .6rem}details[open]{background:#fafbfd}summary{cursor:pointer;overflow-wrap:anywhere}
code{font:13px/1.5 ui-monospace,monospace;background:#f0f3f7;border-radius:3px;padding:0 .2rem}
table{border-collapse:collapse;width:100%;margin:.3rem 0;font-size:14px}td,th{border:1px solid #e2e7ee;padding:.2rem .45rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
.method{display:inline-block;min-width:3.4rem;text-align:center;border-radius:4px;color:#fff;font-size:12px;background:#5c6b7d}
.get{background:#2b6cb0}.post{background:#2e7d46}.patch,.put{background:#a86400}.delete{background:#b3372f}
.media{color:#5c6b7d;font-size:13px;margin:.2rem 0}.or{text-align:center;margin:.1rem}
@media(max-width:40rem){body{padding:.6rem}table,tbody,tr,td{display:block}thead{display:none}td{border:0;padding:.05rem .2rem}tr{border-bottom:1px solid #e2e7ee;padding:.3rem 0}}
`
