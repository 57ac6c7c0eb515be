// What scripts/test_token.mjs puts into a browser: a test token that answers on the pages of one site. The key stands in it open; it is no
// token for anything but tests and demonstrations.
import { readKeyFile } from '../crypto/key_file'
import { TestBridge } from './test_bridge'
import { serveTokens } from './token_service'

declare const __TEST_TOKEN__: { pem: string; password: string; pin: string; label: string }

void readKeyFile(__TEST_TOKEN__.pem, __TEST_TOKEN__.password).then((pair) => serveTokens(new TestBridge(pair.privateKey, __TEST_TOKEN__.pin, __TEST_TOKEN__.label), window))
