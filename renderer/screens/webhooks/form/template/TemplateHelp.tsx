import { Disclosure } from '../../../../components/Disclosure.tsx'
import { KeyValue } from '../../../../components/KeyValue.tsx'
import parts from '../parts.module.css'
import { filterHelp, helpData } from './filter-help.ts'
import styles from './template.module.css'

const paths = [
  { label: 'id, timestamp', value: 'evt_01JD…, 2026-11-23T10:42:17.123Z' },
  { label: 'type, type_name', value: 'security.critical, Critical Security Event' },
  {
    label: 'data',
    value: 'data.title, data.severity, data.description, data.agent.name, data.user.name, data.link, …',
  },
  { label: 'Lists, odd names', value: 'data.tags.0, data["odd name"]' },
  { label: 'event', value: 'All of it: what is in data, beside id, type and timestamp' },
  { label: 'fields', value: 'What was entered for this receiver, but no secrets' },
]

/** What may stand between {{ and }}. */
export function TemplateHelp() {
  return (
    <Disclosure title="Paths and filters" summary="{{ data.title | upper }}">
      <div className={styles['help']} role="region" aria-label="Paths and filters" tabIndex={0}>
        <p className={parts['note']}>
          A text that is one expression becomes its value, whatever that is; what is missing is left out. Anywhere else
          in a text it becomes text. Values can’t break the JSON. {'An object with "$if": "{{ data.link }}"'} is left
          out where there is no link.
        </p>
        <KeyValue rows={paths} />
        <table className={styles['filters']}>
          <caption>Filters, with data.tags {JSON.stringify(helpData.tags)}</caption>
          <thead>
            <tr>
              <th scope="col">{'{{ … }}'}</th>
              <th scope="col">Gives</th>
            </tr>
          </thead>
          <tbody>
            {filterHelp.map(({ filter, example, gives }) => (
              <tr key={filter}>
                <td>{example}</td>
                <td>{gives}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Disclosure>
  )
}
