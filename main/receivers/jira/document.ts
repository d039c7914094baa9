import { isObject, type Json } from '../../templates/json.ts'
import { factLength, facts, testMark } from '../parts/event-text.ts'

type Node = { [key: string]: Json }

const textNode = (text: string, marks: Node[] = []): Node => ({
  type: 'text',
  text,
  ...(marks.length > 0 && { marks }),
})
const paragraph = (...content: Node[]): Node => ({ type: 'paragraph', content })

const row = (label: string, text: string): Node => ({
  type: 'tableRow',
  content: [
    { type: 'tableHeader', attrs: {}, content: [paragraph(textNode(label))] },
    { type: 'tableCell', attrs: {}, content: [paragraph(textNode(text))] },
  ],
})

/** An event as an Atlassian document (ADF), which REST API 3 wants: a panel, the description, a table, the link. */
export const eventDocument: Node = {
  version: 1,
  type: 'doc',
  content: [
    {
      type: 'panel',
      attrs: { panelType: '{{ data.severity | map("critical=error, high=warning, medium=note, *=info") }}' },
      content: [
        paragraph(
          textNode(`${testMark}{{ data.severity | upper }} `, [{ type: 'strong' }]),
          textNode('{{ type_name }}'),
        ),
      ],
    },
    { $if: '{{ data.description | trim }}', ...paragraph(textNode('{{ data.description | text }}')) },
    {
      type: 'table',
      attrs: { isNumberColumnEnabled: false, layout: 'default' },
      content: [
        ...facts.map(([label, path]) => ({
          $if: `{{ ${path} | trim }}`,
          ...row(label, `{{ ${path} | truncate(${factLength}) }}`),
        })),
        row('Time', '{{ timestamp }}'),
        row('Event ID', '{{ id }}'),
      ],
    },
    {
      $if: '{{ data.link | url }}',
      ...paragraph(textNode('Open in the console', [{ type: 'link', attrs: { href: '{{ data.link | url }}' } }])),
    },
  ],
}

/**
 * A document with each line break as the node it has to be, and without empty texts, which Jira refuses (ADF schema:
 * `minLength` 1). A code block keeps its lines.
 */
export function finishDocument(node: Json): Json {
  if (!isObject(node)) return node
  const { content } = node
  if (!Array.isArray(content)) return node
  const finished = content.flatMap((inner): Json[] => {
    if (!isObject(inner) || inner['type'] !== 'text' || typeof inner['text'] !== 'string')
      return [finishDocument(inner)]
    const lines = node['type'] === 'codeBlock' ? [inner['text']] : inner['text'].split('\n')
    return lines.flatMap((text, index) => [
      ...(index > 0 ? [{ type: 'hardBreak' }] : []),
      ...(text === '' ? [] : [{ ...inner, text }]),
    ])
  })
  return { ...node, content: finished }
}
