// main() for a fuzz harness built without libFuzzer: feeds it every file below the folder given, so that the
// corpus runs as an ordinary test. An empty or missing folder is a failure: it would prove nothing.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->is_regular_file()) files.push_back(at->path());
  }
  if (error) std::fprintf(stderr, "%s: %s\n", folder.c_str(), error.message().c_str());
  std::sort(files.begin(), files.end());
  return error ? std::vector<fs::path>() : files;
}

bool run(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::vector<char> octets{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) {
    std::fprintf(stderr, "%s: cannot be read\n", file.c_str());
    return false;
  }
  // A block of exactly this size: a sanitizer sees the first octet read past it.
  const std::unique_ptr<std::uint8_t[]> input(new std::uint8_t[octets.size()]);
  std::copy(octets.begin(), octets.end(), input.get());
  LLVMFuzzerTestOneInput(input.get(), octets.size());
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
    return 2;
  }
  const std::vector<fs::path> files = files_below(argv[1]);
  const auto good = std::count_if(files.begin(), files.end(), run);
  std::printf("%td of %zu inputs of %s ran\n", good, files.size(), argv[1]);
  return files.empty() || static_cast<std::size_t>(good) != files.size() ? 1 : 0;
}
