import type { Values } from '../receiver.ts'

/** The modes of Elasticsearch itself; the others are of Elastic Agent and Filebeat. */
export const toElasticsearch = ['api_key', 'basic']

export const isAgent = ({ mode }: Values<'mode'>): boolean => !toElasticsearch.includes(mode)
