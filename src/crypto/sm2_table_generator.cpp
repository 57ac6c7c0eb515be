// sm2_table_generator FILE: writes the generator's table as C++, when the program is built.
#include <cstdio>
#include <memory>

#include "crypto/sm2_table.hpp"

using namespace yinxin::crypto::sm2_math;

int main(int count, char** words) {
  if (count != 2) return 2;
  std::FILE* const file = std::fopen(words[1], "w");
  if (file == nullptr) return 1;
  const auto table = std::make_unique<FixedTable>();
  build_table<PlainField>(*table, kGenerator);
  std::fputs(
      "#include \"crypto/sm2_table.hpp\"\n\nconst yinxin::crypto::sm2_math::FixedTable "
      "yinxin::crypto::sm2_math::kGeneratorTable = {{\n",
      file);
  for (const auto& window : table->entry) {
    std::fputs("{", file);
    for (const Affine& entry : window) {
      std::fputs("{", file);
      for (const Element* element : {&entry.x, &entry.y}) {
        const auto& word = element->word;
        std::fprintf(file, "{{0x%llxU,0x%llxU,0x%llxU,0x%llxU}},", static_cast<unsigned long long>(word[0]),
                     static_cast<unsigned long long>(word[1]), static_cast<unsigned long long>(word[2]),
                     static_cast<unsigned long long>(word[3]));
      }
      std::fputs("},\n", file);
    }
    std::fputs("},\n", file);
  }
  std::fputs("}};\n", file);
  return std::fclose(file) == 0 ? 0 : 1;
}
