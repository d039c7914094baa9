const count = { type: 'integer', minimum: 0 }
const index = { type: 'integer', minimum: 0, description: 'Which of those that were sent, counted from 0.' }

const taken = {
  accepted: count,
  known: { ...count, description: 'Whose id had been accepted before.' },
  refused: count,
  events: {
    type: 'array',
    items: {
      type: 'object',
      required: ['index', 'id', 'state'],
      additionalProperties: false,
      properties: {
        index,
        id: { type: 'string' },
        state: { enum: ['accepted', 'known', 'observed'], description: 'observed: no event, but rules have seen it.' },
      },
    },
  },
  errors: {
    type: 'array',
    items: {
      type: 'object',
      required: ['index', 'path', 'message'],
      additionalProperties: false,
      properties: {
        index,
        path: { type: 'string', description: 'Of the field: data.severity.' },
        message: { type: 'string' },
      },
    },
  },
}
const problem = { status: { type: 'integer' }, title: { type: 'string' }, detail: { type: 'string' } }

/** What is answered, for the OpenAPI document. */
export const answerSchemas = {
  Taken: { type: 'object', required: Object.keys(taken), additionalProperties: false, properties: taken },
  Problem: { type: 'object', required: Object.keys(problem), properties: problem },
  Faulty: {
    type: 'object',
    required: [...Object.keys(problem), ...Object.keys(taken)],
    additionalProperties: false,
    properties: { ...problem, ...taken },
  },
}
