// Where sealed drafts wait between two visits: the browser's own database, which has room for files. What lies in it is sealed
// (crypto/seal.ts) before it comes here.

export interface Store {
  get: (name: string) => Promise<Uint8Array | undefined>
  put: (name: string, octets: Uint8Array) => Promise<void>
  /** Those that begin with `prefix`. */
  names: (prefix: string) => Promise<string[]>
  remove: (name: string) => Promise<void>
}

const kDatabase = 'yinxin'
const kTable = 'sealed'

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('the browser keeps nothing'))
  })

async function within<T>(mode: IDBTransactionMode, act: (table: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(kDatabase, 1)
  opening.onupgradeneeded = () => void opening.result.createObjectStore(kTable)
  const database = await settled(opening)
  try {
    const transaction = database.transaction(kTable, mode)
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error ?? new Error('the browser keeps nothing'))
    })
    const came = await settled(act(transaction.objectStore(kTable)))
    await done // a full disk is told here
    return came
  } finally {
    database.close()
  }
}

/** Each rejects where the browser keeps nothing: storage is shut or full. */
export const browserStore: Store = {
  get: (name) => within('readonly', (table) => table.get(name) as IDBRequest<Uint8Array | undefined>),
  put: async (name, octets) => void (await within('readwrite', (table) => table.put(octets, name))),
  names: async (prefix) => (await within('readonly', (table) => table.getAllKeys())).map(String).filter((one) => one.startsWith(prefix)),
  remove: (name) => within('readwrite', (table) => table.delete(name)),
}
