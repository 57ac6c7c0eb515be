#include "documents/fonts.hpp"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include <algorithm>

#include "base/toml.hpp"

namespace yinxin::documents {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::array<std::string_view, kFaces> kIds{"body", "title", "heading", "note"};

struct Use {
  std::string id;
  bool bold = false;
  std::vector<std::string> families;
};
struct Choice {
  std::vector<std::string> folders;
  std::vector<Use> uses;
};

/// Names go into fontconfig's XML: letters, digits, and what file and family names need.
bool is_plain(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view(" -_./").find(c) != std::string_view::npos;
  });
}

Result<Choice> read_choice(const std::filesystem::path& file) {
  YX_TRY(const base::TomlReader reader, base::TomlReader::load(file));
  Choice choice;
  YX_TRY(choice.folders, reader.list<std::string>("folders"));
  YX_TRY(const auto uses, reader.tables("use"));
  for (const base::TomlReader& table : uses) {
    Use use;
    YX_TRY(use.id, table.get<std::string>("id"));
    YX_TRY(use.bold, table.get_or<bool>("bold", false));
    YX_TRY(use.families, table.list<std::string>("families"));
    (void)table.get<std::string>("zh");  // for readers of the file
    if (std::find(kIds.begin(), kIds.end(), use.id) == kIds.end()) return table.fault("id", "is no use");
    if (use.families.empty()) return table.fault("families", "is empty");
    if (!std::all_of(use.families.begin(), use.families.end(), is_plain))
      return table.fault("families", "is no name of a family");
    choice.uses.push_back(std::move(use));
  }
  for (const std::string& folder : choice.folders) {
    if (!is_plain(folder)) return reader.fault("folders", "is no name of a folder");
  }
  YX_CHECK(reader.finish());
  return choice;
}

/// Only these families of only these folders; read through the system's cache where it has them.
std::string configuration(const Choice& choice) {
  std::string xml = "<?xml version=\"1.0\"?><fontconfig>";
  for (const std::string& folder : choice.folders) xml += "<dir>" + folder + "</dir>";
  xml +=
      "<cachedir>/var/cache/fontconfig</cachedir><selectfont><rejectfont><pattern>"
      "<patelt name=\"scalable\"><bool>true</bool></patelt></pattern><pattern>"
      "<patelt name=\"scalable\"><bool>false</bool></patelt></pattern></rejectfont><acceptfont>";
  for (const Use& use : choice.uses) {
    for (const std::string& family : use.families)
      xml += "<pattern><patelt name=\"family\"><string>" + family + "</string></patelt></pattern>";
  }
  return xml + "</acceptfont></selectfont></fontconfig>";
}

bool has_family(FcConfig* config, const std::string& family) {
  FcPattern* pattern = FcPatternBuild(nullptr, FC_FAMILY, FcTypeString, family.c_str(), nullptr);
  FcObjectSet* objects = FcObjectSetBuild(FC_FILE, nullptr);
  FcFontSet* found = FcFontList(config, pattern, objects);
  const bool has = found != nullptr && found->nfont > 0;
  if (found != nullptr) FcFontSetDestroy(found);
  FcObjectSetDestroy(objects);
  FcPatternDestroy(pattern);
  return has;
}

}  // namespace

Result<std::unique_ptr<Fonts>> Fonts::load(const std::filesystem::path& file) {
  YX_TRY(const Choice choice, read_choice(file));
  const std::string xml = configuration(choice);
  FcConfig* const config = FcConfigCreate();
  const std::unique_ptr<FcConfig, decltype(&FcConfigDestroy)> owner(config, &FcConfigDestroy);
  if (FcConfigParseAndLoadFromMemory(config, reinterpret_cast<const FcChar8*>(xml.c_str()), FcTrue) !=
          FcTrue ||
      FcConfigBuildFonts(config) != FcTrue)
    return make_error(ErrorKind::Unavailable, "documents.fonts", "fontconfig does not take " + file.string());
  std::unique_ptr<Fonts> fonts(new Fonts);
  for (std::size_t at = 0; at < kIds.size(); ++at) {
    const auto use = std::find_if(choice.uses.begin(), choice.uses.end(),
                                  [&](const Use& one) { return one.id == kIds[at]; });
    if (use == choice.uses.end())
      return make_error(ErrorKind::Malformed, "base.toml.content",
                        file.string() + ": no use " + std::string(kIds[at]));
    // Families that are not there would only make every search longer.
    for (const std::string& family : use->families) {
      if (has_family(config, family))
        fonts->faces_[at].families += (fonts->faces_[at].families.empty() ? "" : ",") + family;
    }
    fonts->faces_[at].bold = use->bold;
    if (fonts->faces_[at].families.empty())
      return make_error(
          ErrorKind::Unavailable, "documents.fonts",
          "none of the families of \"" + use->id + "\" is installed; Debian: apt-get install fonts-noto-cjk");
  }
  fonts->map_ = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  if (fonts->map_ == nullptr)
    return make_error(ErrorKind::Unavailable, "documents.fonts", "no FreeType fonts");
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map_), config);  // keeps a reference of its own
  constexpr double kPointsPerInch = 72;
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts->map_), kPointsPerInch);
  return fonts;
}

Fonts::~Fonts() {
  if (map_ != nullptr) g_object_unref(map_);
}

}  // namespace yinxin::documents
