import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'
import parser from 'vue-eslint-parser'

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.ts', 'src/api/errors.ts', 'src/api/articles.ts'] },
  ...ts.configs.strict,
  ...vue.configs['flat/essential'],
  {
    files: ['**/*.vue', '**/*.ts'],
    languageOptions: { parser, parserOptions: { parser: ts.parser, sourceType: 'module' } },
    rules: {
      '@typescript-eslint/explicit-function-return-type': ['error', { allowExpressions: true, allowTypedFunctionExpressions: true }],
      '@typescript-eslint/no-non-null-assertion': 'off', // noUncheckedIndexedAccess asks for them where a length was checked
      'no-restricted-syntax': ['error', { selector: "CallExpression[callee.name='eval']", message: 'the content policy forbids it' }],
      'vue/no-v-html': 'error',
      'vue/multi-word-component-names': 'off',
      'max-lines': ['error', { max: 400 }],
    },
  },
  // The content policy drops style attributes; classes only.
  { files: ['**/*.vue'], rules: { 'vue/no-static-inline-styles': 'error' } },
)
