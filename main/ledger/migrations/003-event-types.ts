/**
 * The last events of one type are found without reading through the others, which may be a million: an index row ends
 * in the row's seq, so within a type they stand in order.
 */
export const eventTypes = `
CREATE INDEX event_of_type ON event (type);
`
