// sm2_table_generator FILE: writes the generator's tables as C++, when the program is built.
#include <cstdio>
#include <memory>

#include "crypto/sm2_lane_kernel.hpp"
#include "crypto/sm2_table.hpp"

namespace {

using namespace yinxin::crypto;
using namespace yinxin::crypto::sm2_math;

void write(std::FILE* file, const Word* words, int count) {
  for (int i = 0; i < count; ++i) std::fprintf(file, "0x%llxU,", static_cast<unsigned long long>(words[i]));
}

void write_entry(std::FILE* file, const Affine& entry) {
  std::fputs("{{{", file);
  write(file, entry.x.word, 4);
  std::fputs("}},{{", file);
  write(file, entry.y.word, 4);
  std::fputs("}}},\n", file);
}

void write_fixed_table(std::FILE* file) {
  const auto table = std::make_unique<FixedTable>();
  build_table<PlainField>(*table, kGenerator);
  std::fputs("const yinxin::crypto::sm2_math::FixedTable yinxin::crypto::sm2_math::kGeneratorTable = {{\n",
             file);
  for (const auto& window : table->entry) {
    std::fputs("{", file);
    for (const Affine& entry : window) write_entry(file, entry);
    std::fputs("},\n", file);
  }
  std::fputs("}};\n\n", file);
}

/// In the lanes' form: x 2^256 times this, over 2^256, is x 2^260.
constexpr Limbs kChange = power_of_two(260, kPrime);

void write_generator_rows(std::FILE* file, const OddTable& table) {
  std::fputs(
      "const yinxin::crypto::sm2_lanes::GeneratorRows yinxin::crypto::sm2_lanes::kGeneratorRows = {{\n",
      file);
  for (int i = 0; i < sm2_lanes::kGeneratorEntries; ++i) {
    std::fputs("{", file);
    for (const Element& coordinate : {table.entry[i].x, table.entry[i].y})
      write(file, sm2_lanes::split(PlainField::multiply(coordinate, kChange)).at, sm2_lanes::kWords);
    std::fputs("},\n", file);
  }
  std::fputs("}};\n\n", file);
}

void write_odd_tables(std::FILE* file) {
  constexpr int kCount = OddTable::kEntries;
  const auto multiples = std::make_unique<Jacobian[]>(kCount);
  const auto inverses = std::make_unique<Element[]>(kCount);
  const auto products = std::make_unique<Element[]>(kCount);
  multiples[0] = {kGenerator.x, kGenerator.y, kFieldOne};
  const Addend twice = make_addend<PlainField>(double_point<PlainField>(multiples[0]));
  for (int i = 1; i < kCount; ++i) multiples[i] = add_variable<PlainField>(multiples[i - 1], twice);
  for (int i = 0; i < kCount; ++i) inverses[i] = multiples[i].z;
  invert_all<PlainField>(inverses.get(), products.get(), kCount);
  std::fputs("const yinxin::crypto::sm2_math::OddTable yinxin::crypto::sm2_math::kGeneratorOdd = {{\n", file);
  const auto table = std::make_unique<OddTable>();
  for (int i = 0; i < kCount; ++i) table->entry[i] = to_affine<PlainField>(multiples[i], inverses[i]);
  for (const Affine& entry : table->entry) write_entry(file, entry);
  std::fputs("}};\n\n", file);
  write_generator_rows(file, *table);
}

/// Multiples 1, 3, ... 127 of `base`, which becomes 128 times itself.
void fill_window(sm2_lanes::CombTable& table, int window, Affine& base) {
  Jacobian multiple{base.x, base.y, kFieldOne};
  const Addend twice = make_addend<PlainField>(double_point<PlainField>(multiple));
  for (int j = 0; j < sm2_lanes::kCombEntries; ++j) {
    if (j > 0) multiple = add_variable<PlainField>(multiple, twice);
    const Affine entry = to_affine<PlainField>(multiple, invert<PlainField>(multiple.z));
    const sm2_lanes::Words5 x = sm2_lanes::split(PlainField::multiply(entry.x, kChange));
    const sm2_lanes::Words5 y = sm2_lanes::split(PlainField::multiply(entry.y, kChange));
    for (int w = 0; w < sm2_lanes::kWords; ++w) {
      table.word[window][w][j] = x.at[w];
      table.word[window][sm2_lanes::kWords + w][j] = y.at[w];
    }
  }
  const Jacobian next = add_affine_variable<PlainField>(multiple, base);
  base = to_affine<PlainField>(next, invert<PlainField>(next.z));
}

void write_comb_table(std::FILE* file) {
  const auto table = std::make_unique<sm2_lanes::CombTable>();
  Affine base = kGenerator;
  for (int window = 0; window < sm2_lanes::kCombWindows; ++window) fill_window(*table, window, base);
  std::fputs("const yinxin::crypto::sm2_lanes::CombTable yinxin::crypto::sm2_lanes::kCombTable = {{\n", file);
  for (const auto& window : table->word) {
    std::fputs("{", file);
    for (const auto& words : window) {
      std::fputs("{", file);
      write(file, words, sm2_lanes::kCombEntries);
      std::fputs("},\n", file);
    }
    std::fputs("},\n", file);
  }
  std::fputs("}};\n", file);
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 2;
  std::FILE* const file = std::fopen(words[1], "w");
  if (file == nullptr) return 1;
  std::fputs("#include \"crypto/sm2_lane_kernel.hpp\"\n#include \"crypto/sm2_table.hpp\"\n\n", file);
  write_fixed_table(file);
  write_odd_tables(file);
  write_comb_table(file);
  return std::fclose(file) == 0 ? 0 : 1;
}
