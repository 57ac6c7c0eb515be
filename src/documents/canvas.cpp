#include "documents/canvas.hpp"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <cstdio>

#include "x509/text.hpp"

namespace yinxin::documents {

using base::ErrorKind;
using base::make_error;

namespace {

// Of the ideographs in the fonts that we use, in ems: where the square of a character ends above the
// baseline.
constexpr double kAscent = 0.88;

double points(int pango_units) {
  return static_cast<double>(pango_units) / PANGO_SCALE;
}

cairo_status_t append_octets(void* to, const unsigned char* octets, unsigned int size) {
  base::append(*static_cast<base::Bytes*>(to), base::ByteView(octets, size));
  return CAIRO_STATUS_SUCCESS;
}

PangoAlignment alignment(Align align) {
  if (align == Align::Centre) return PANGO_ALIGN_CENTER;
  return align == Align::Right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

void use_font(PangoLayout* layout, const FaceFamilies& face, double size) {
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family(font, face.families.c_str());
  pango_font_description_set_weight(font, face.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
}

void use_spacing(PangoLayout* layout, double spacing) {
  if (spacing == 0) return;
  PangoAttrList* attributes = pango_attr_list_new();
  pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(static_cast<int>(spacing * PANGO_SCALE)));
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
}

}  // namespace

struct SetText::Setting {
  Setting() = default;
  Setting(const Setting&) = delete;
  Setting& operator=(const Setting&) = delete;
  ~Setting() {
    for (PangoLayout* layout : layouts) g_object_unref(layout);
  }
  std::vector<PangoLayout*> layouts;
  std::vector<Line> lines;
};

SetText::SetText(PangoLayout* layout, double size) : setting_(std::make_shared<Setting>()), size_(size) {
  setting_->layouts.push_back(layout);
  PangoLayoutIter* at = pango_layout_get_iter(layout);
  do {
    PangoRectangle logical{};
    pango_layout_iter_get_line_extents(at, nullptr, &logical);
    setting_->lines.push_back(
        Line{pango_layout_iter_get_line_readonly(at), points(logical.x), points(logical.width)});
  } while (pango_layout_iter_next_line(at) != 0);
  pango_layout_iter_free(at);
}

void SetText::replace(std::size_t at, PangoLayout* layout, double x) {
  setting_->layouts.push_back(layout);
  Line& line = setting_->lines[at];
  line.line = pango_layout_get_line_readonly(layout, 0);
  line.x = x;
}

const std::vector<SetText::Line>& SetText::lines() const {
  return setting_->lines;
}

Canvas::Canvas(const Fonts& fonts, PaperSize paper, const Metadata& metadata)
    : lock_(fonts.mutex()), fonts_(fonts), paper_(paper) {
  surface_ = cairo_pdf_surface_create_for_stream(append_octets, &octets_, paper.width, paper.height);
  cairo_pdf_surface_restrict_to_version(surface_, CAIRO_PDF_VERSION_1_5);
  const auto tell = [&](cairo_pdf_metadata_t what, const std::string& text) {
    cairo_pdf_surface_set_metadata(surface_, what, text.c_str());
  };
  tell(CAIRO_PDF_METADATA_TITLE, metadata.title);
  tell(CAIRO_PDF_METADATA_AUTHOR, metadata.author);
  tell(CAIRO_PDF_METADATA_SUBJECT, metadata.subject);
  tell(CAIRO_PDF_METADATA_KEYWORDS, metadata.keywords);
  tell(CAIRO_PDF_METADATA_CREATOR, "Yinxin");
  // Told, or cairo writes the machine's time: the same document would have other octets.
  tell(CAIRO_PDF_METADATA_CREATE_DATE, base::format_utc(metadata.made_at));
  tell(CAIRO_PDF_METADATA_MOD_DATE, base::format_utc(metadata.made_at));
  cairo_ = cairo_create(surface_);
  context_ = pango_font_map_create_context(fonts.map());
  pango_context_set_language(context_, pango_language_from_string("zh-cn"));
  pango_context_set_base_dir(context_, PANGO_DIRECTION_LTR);
  pango_context_set_round_glyph_positions(context_, FALSE);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_, options);
  cairo_font_options_destroy(options);
}

Canvas::~Canvas() {
  g_object_unref(context_);
  cairo_destroy(cairo_);
  cairo_surface_destroy(surface_);
}

PangoLayout* Canvas::new_layout(const std::string& text, const Style& style) {
  PangoLayout* layout = pango_layout_new(context_);
  use_font(layout, fonts_.families(style.face), style.size);
  use_spacing(layout, style.spacing);
  pango_layout_set_auto_dir(layout, FALSE);
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout, alignment(style.align));
  pango_layout_set_indent(layout, static_cast<int>(style.indent * PANGO_SCALE));
  if (style.width > 0) pango_layout_set_width(layout, static_cast<int>(style.width * PANGO_SCALE));
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  return layout;
}

SetText Canvas::set(const std::string& text, const Style& style) {
  PangoLayout* layout = new_layout(text, style);
  if (pango_layout_get_unknown_glyphs_count(layout) != 0) note_missing(layout, text);
  SetText set(layout, style.size);
  if (style.align == Align::Justify) justify(set, text, style);
  return set;
}

/// Spreads what a line lacks over all its characters, as Chinese is set; Pango would put it between words. A
/// line that lacks much, because something long did not fit, stays as it is. The last one always does.
void Canvas::justify(SetText& set, const std::string& text, const Style& style) {
  constexpr double kMostEms = 3;
  for (std::size_t at = 0; at + 1 < set.size(); ++at) {
    const SetText::Line line = set.lines()[at];
    std::string words = text.substr(static_cast<std::size_t>(pango_layout_line_get_start_index(line.line)),
                                    static_cast<std::size_t>(pango_layout_line_get_length(line.line)));
    while (!words.empty() && words.back() == ' ') words.pop_back();
    const double lacks = style.width - line.x - line.width;
    const std::size_t characters = x509::count_characters(words).value_or(0);
    if (lacks <= 0 || lacks > kMostEms * style.size || characters < 2) continue;
    const double spacing = lacks / static_cast<double>(characters - 1);
    // Pango puts half of it before the first character.
    set.replace(at, new_layout(words, Style{style.face, style.size, 0, 0, Align::Left, spacing}),
                line.x - spacing / 2);
  }
}

void Canvas::note_missing(PangoLayout* layout, const std::string& text) {
  PangoLayoutIter* at = pango_layout_get_iter(layout);
  do {
    const PangoLayoutRun* run = pango_layout_iter_get_run_readonly(at);
    for (int i = 0; run != nullptr && i < run->glyphs->num_glyphs; ++i) {
      if ((run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0) continue;
      std::size_t where = static_cast<std::size_t>(run->item->offset) +
                          static_cast<std::size_t>(run->glyphs->log_clusters[i]);
      const auto code = x509::next_code_point(text, where);
      char name[16];
      std::snprintf(name, sizeof name, "U+%04X", static_cast<unsigned>(code.value_or(0)));
      if (missing_.find(name) == std::string::npos)
        missing_ += (missing_.empty() ? "" : ", ") + std::string(name);
    }
  } while (pango_layout_iter_next_run(at) != 0);
  pango_layout_iter_free(at);
  if (missing_.empty()) missing_ = "unknown";
}

void Canvas::draw(const SetText& text, double x, double y, double pitch, Colour colour) {
  for (std::size_t at = 0; at < text.size(); ++at)
    draw_line(text, at, x, y + static_cast<double>(at) * pitch, pitch, colour);
}

void Canvas::draw_line(const SetText& text, std::size_t line, double x, double y, double pitch,
                       Colour colour) {
  const SetText::Line& one = text.lines()[line];
  const double baseline = y + (pitch - text.type_size()) / 2 + text.type_size() * kAscent;
  cairo_set_source_rgb(cairo_, colour.red, colour.green, colour.blue);
  cairo_move_to(cairo_, x + one.x, baseline);
  pango_cairo_show_layout_line(cairo_, one.line);
}

void Canvas::line(double x1, double y1, double x2, double y2, double width, Colour colour) {
  cairo_set_source_rgb(cairo_, colour.red, colour.green, colour.blue);
  cairo_set_line_width(cairo_, width);
  cairo_move_to(cairo_, x1, y1);
  cairo_line_to(cairo_, x2, y2);
  cairo_stroke(cairo_);
}

void Canvas::rectangle(double x, double y, double width, double height, double stroke, Colour colour) {
  cairo_set_source_rgb(cairo_, colour.red, colour.green, colour.blue);
  cairo_set_line_width(cairo_, stroke);
  cairo_rectangle(cairo_, x, y, width, height);
  cairo_stroke(cairo_);
}

void Canvas::next_page() {
  cairo_show_page(cairo_);
}

base::Result<base::Bytes> Canvas::finish() {
  if (!missing_.empty()) return make_error(ErrorKind::Refused, "documents.glyph", "no font has " + missing_);
  cairo_show_page(cairo_);
  cairo_surface_finish(surface_);
  const cairo_status_t status = cairo_surface_status(surface_);
  if (cairo_status(cairo_) != CAIRO_STATUS_SUCCESS || status != CAIRO_STATUS_SUCCESS)
    return make_error(ErrorKind::Internal, "documents.drawing", cairo_status_to_string(status));
  return octets_;
}

}  // namespace yinxin::documents
