/** "TEST: " before the title of an event that is only a test. */
export const testMark = '{{ data.test | map("true=TEST:") | wrap("", " ") }}'

/** What a title says first: how bad it is. */
export const headline = `${testMark}[{{ data.severity | upper }}] {{ data.title }}`

/** What an analyst looks for first, with the path it is found at; in the order it is shown. */
export const facts = [
  ['Host', 'data.agent.name'],
  ['Host address', 'data.agent.ip'],
  ['User', 'data.user.name'],
  ['Source', 'data.network.source_ip'],
  ['Destination', 'data.network.destination_ip'],
  ['Rule', 'data.rule.name'],
  ['Rule ID', 'data.rule.id'],
  ['MITRE ATT&CK', 'data.mitre.technique_id'],
  ['Technique', 'data.mitre.technique'],
] as const

/** Long enough for names and addresses; a longer fact is no fact. */
export const factLength = 250

/** An event as lines of plain text. What it doesn't have is left out; the id and the link are always whole. */
export const plainLines = [
  '{{ data.description | wrap("", "\n\n") }}',
  ...facts.map(([label, path]) => `{{ ${path} | truncate(${factLength}) | wrap("${label}: ", "\n") }}`),
  'Time: {{ timestamp }}\nEvent: {{ type_name }}, {{ id }}{{ data.link | wrap("\n", "") }}',
].join('')
