// What the server says when it says no (RFC 9457), and what we say when it says nothing.
import type { components } from './schema'

export type ProblemDocument = components['schemas']['Problem']

export class ApiProblem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly document?: ProblemDocument,
    readonly retryAfter?: number, // seconds
  ) {
    super(code)
  }

  /** The server's sentence in the reader's language; empty when the server said nothing. */
  sentence(language: 'zh' | 'en'): string {
    if (!this.document) return ''
    return language === 'zh' ? this.document.detail || this.document.title : this.document.detail_en || this.document.title_en
  }

  get article(): string | undefined {
    return this.document?.article
  }

  /** The number a help desk finds in the log: the last part of urn:yinxin:request:<id>. */
  get requestId(): string | undefined {
    return this.document?.instance.split(':').pop()
  }
}

/** No answer: whether the request was carried out is not known. */
export const kNoAnswer = 'console.no_answer'
/** An answer that is neither JSON nor a problem document. */
export const kOddAnswer = 'console.odd_answer'

export async function problemOf(response: Response): Promise<ApiProblem> {
  const retry = Number(response.headers.get('retry-after') ?? '') || undefined
  try {
    const document = (await response.json()) as Partial<ProblemDocument>
    if (typeof document.code === 'string')
      return new ApiProblem(document.code, response.status, document as ProblemDocument, retry)
  } catch {
    // Not JSON: a proxy's page, perhaps.
  }
  return new ApiProblem(kOddAnswer, response.status, undefined, retry)
}
