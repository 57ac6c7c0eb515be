// The certificate file that somebody chose, until they choose another: the page of its serial number compares with it.
import { shallowRef } from 'vue'
import type { Certificate } from '../crypto/certificate'

export const dropped = shallowRef<Certificate>()
