// A template's fields as inputs of a form: all of them may stay empty, because the case fills in what it knows; what is then
// still missing the server names.
import type { Input } from '../office/work'
import type { DocumentField } from './case_api'

const kMost: Record<DocumentField['kind'], number> = { text: 500, paragraphs: 20_000, name: 200, date: 0, number: 0, rows: 500 } // as src/documents/types.hpp

export function inputOf(field: DocumentField): Input {
  const type: Input['type'] = field.kind === 'rows' ? 'rows' : field.kind === 'date' ? 'date' : field.kind === 'number' ? 'integer' : 'text'
  const made: Input = { id: field.name, type, zh: field.zh, en: field.zh, required: false, conditional: false, min: 0, max: field.kind === 'number' ? 1_000_000_000 : kMost[field.kind], level: 'L2', codes: [] }
  return field.columns ? { ...made, fields: field.columns.map(inputOf) } : made
}

/** The body of POST /cases/{number}/documents. */
export function wishBody(position: number, document: string, copy: number, values: Record<string, unknown>): string {
  return JSON.stringify({ position, document, ...(copy > 0 ? { copy } : {}), ...(Object.keys(values).length > 0 ? { values } : {}) })
}
