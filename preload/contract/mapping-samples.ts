import type { MappingPreset } from './mapping.ts'

/** One critical event as it is written in each shape; short, and safe between the quotes of a shell. */
export const mappingSamples: Record<MappingPreset, string> = {
  plain: '{"severity":"critical","title":"Credential dumping detected on WIN-FIN-07","host":"WIN-FIN-07"}',
  ecs: '{"event":{"kind":"alert"},"kibana.alert.severity":"critical","rule":{"name":"Credential dumping detected on WIN-FIN-07"},"host":{"name":"WIN-FIN-07"}}',
  sigma:
    '{"rule":{"title":"Credential dumping detected on WIN-FIN-07","level":"critical"},"event":{"Computer":"WIN-FIN-07"}}',
  cef: 'CEF:0|Example|EDR|1.0|R-1003-001|Credential dumping detected on WIN-FIN-07|10|dvchost=WIN-FIN-07 src=10.20.30.41',
  leef: 'LEEF:2.0|Example|EDR|1.0|R-1003-001|;|sev=10;title=Credential dumping detected on WIN-FIN-07;identHostName=WIN-FIN-07',
}
