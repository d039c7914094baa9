/**
 * `kept`: what a cool-down kept back for the next alert, as JSON. `waited_ms`: how long nothing matched a rule that fires
 * for that, as far as anything could: it goes on after a pause.
 */
export const ruleWaits = `
ALTER TABLE rule_alert ADD COLUMN kept TEXT NOT NULL DEFAULT '[]';
ALTER TABLE rule ADD COLUMN waited_ms INTEGER NOT NULL DEFAULT 0;
`
