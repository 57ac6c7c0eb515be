// The fonts of rules/documents/layout/fonts.toml and nothing else of the machine's. For this folder.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <mutex>

#include "base/result.hpp"

struct _PangoFontMap;

namespace yinxin::documents {

/// What a text is set in (GB/T 9704-2012 5.2.2): 仿宋, 小标宋, 黑体, 宋体.
enum class Face { Body, Title, Heading, Note };
inline constexpr std::size_t kFaces = 4;

struct FaceFamilies {
  std::string families;  // in order, with commas between
  bool bold = false;
};

class Fonts {
 public:
  /// Errors: those of base::TomlReader; Unavailable `documents.fonts` (no family of a use is installed).
  static base::Result<std::unique_ptr<Fonts>> load(const std::filesystem::path& file);
  ~Fonts();
  Fonts(const Fonts&) = delete;
  Fonts& operator=(const Fonts&) = delete;

  const FaceFamilies& families(Face face) const { return faces_[static_cast<std::size_t>(face)]; }
  /// Pango's font maps are for one thread: whoever draws holds the mutex.
  _PangoFontMap* map() const { return map_; }
  std::mutex& mutex() const { return mutex_; }

 private:
  Fonts() = default;

  std::array<FaceFamilies, kFaces> faces_;
  _PangoFontMap* map_ = nullptr;
  mutable std::mutex mutex_;
};

}  // namespace yinxin::documents
