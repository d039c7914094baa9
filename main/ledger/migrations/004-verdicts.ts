/** Which of a receiver's rules judged the last answer: `slack/no_service`; NULL where its status did. */
export const verdicts = `
ALTER TABLE webhook ADD COLUMN last_verdict TEXT;
ALTER TABLE delivery ADD COLUMN last_verdict TEXT;
`
