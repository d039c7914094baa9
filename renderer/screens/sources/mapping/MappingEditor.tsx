import {
  type Mapping,
  mappingPresets,
  type MappingPreset,
  type MappedType,
  presetNames,
} from '../../../../preload/contract/mapping.ts'
import { eventTypeNames, eventTypes, severities, type Severity } from '../../../../preload/contract/event.ts'
import { Disclosure } from '../../../components/Disclosure.tsx'
import { Select } from '../../../components/Select.tsx'
import { FieldRows } from './FieldRows.tsx'
import type { Presets } from './use-presets.ts'
import { ValueRows } from './ValueRows.tsx'

type MappingEditorProps = {
  /** null: there is none. */
  value: Mapping | null
  onChange: (mapping: Mapping | null) => void
  presets: Presets
  /** What is done without one, where there may be none. */
  without?: string
  /** By dotted path, under `errorPath`. */
  errors?: Record<string, string>
  errorPath?: string
}

const severityOptions = severities.map((value): { value: Severity; label: string } => ({ value, label: value }))
const typeOptions: { value: MappedType; label: string }[] = [
  ...eventTypes.map((value) => ({ value, label: eventTypeNames[value] })),
  { value: 'finding', label: 'Finding, for rules only' },
]

/** Whose shape the input has, and which of its fields become which of an event. */
export function MappingEditor({ value, onChange, presets, without, errors, errorPath = '' }: MappingEditorProps) {
  const options = [
    ...(without === undefined ? [] : [{ value: 'none' as const, label: without }]),
    ...mappingPresets.map((preset) => ({ value: preset, label: presetNames[preset] })),
  ]
  const choose = (choice: MappingPreset | 'none') => onChange(choice === 'none' ? null : presets[choice])
  const isChanged = value !== null && JSON.stringify(value) !== JSON.stringify(presets[value.preset])
  const errorAt = (path: string) => errors?.[`${errorPath}.${path}`]
  return (
    <>
      <Select
        label="Input is written as"
        value={value?.preset ?? 'none'}
        onChange={choose}
        options={options}
        hint={isChanged ? 'Changed. Choose it again to go back to what it was.' : undefined}
      />
      {value !== null && (
        <>
          <Disclosure title="Fields" summary={`${value.fields.length} fields`}>
            <FieldRows rows={value.fields} onChange={(fields) => onChange({ ...value, fields })} errorAt={errorAt} />
          </Disclosure>
          <Disclosure title="Severities" summary={`${value.severities.length} values`}>
            <ValueRows
              rows={value.severities.map(({ value: text, severity }) => ({ value: text, means: severity }))}
              onChange={(rows) =>
                onChange({
                  ...value,
                  severities: rows.map(({ value: text, means }) => ({ value: text, severity: means })),
                })
              }
              options={severityOptions}
              first="high"
              what="Severity"
              errorAt={(index) => errorAt(`severities.${index}.value`)}
            />
          </Disclosure>
          <Disclosure title="Types" summary={`${value.types.length} values`}>
            <ValueRows
              rows={value.types.map(({ value: text, type }) => ({ value: text, means: type }))}
              onChange={(rows) =>
                onChange({ ...value, types: rows.map(({ value: text, means }) => ({ value: text, type: means })) })
              }
              options={typeOptions}
              first="agent.offline"
              what="Type"
              errorAt={(index) => errorAt(`types.${index}.value`)}
            />
          </Disclosure>
        </>
      )}
    </>
  )
}
