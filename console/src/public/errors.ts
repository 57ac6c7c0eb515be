// Finding an error code by itself or by what it says.
export type ErrorRow = [code: string, zh: string, en: string]

export function findErrors(all: ErrorRow[], wanted: string): ErrorRow[] {
  const words = wanted.trim().toLowerCase().split(/\s+/).filter((word) => word !== '')
  return all.filter((row) => words.every((word) => row.some((text) => text.toLowerCase().includes(word))))
}
