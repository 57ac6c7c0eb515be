// A decision of several pages and a notice of one, from values to the octets of a PDF; beside it the same
// words set and written by Pango and cairo alone, without layout, QR code, watermark or seal. CPU time: most
// of it is the making of font subsets.
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "documents/fill.hpp"
#include "documents/service.hpp"
#include "report.hpp"

namespace yinxin::bench {
namespace {

constexpr int kRounds = 9;
constexpr double kBarMs = 80;

documents::Wish example(const std::string& id) {
  const auto reader = need(base::TomlReader::load(YX_SOURCE_DIR "/rules/documents/examples/" + id + ".toml"));
  documents::Wish wish;
  wish.template_id = id;
  wish.issuer = need(reader.get<std::string>("issuer"));
  wish.word = need(reader.get<std::string>("word"));
  wish.dated = need(reader.get<base::Date>("date"));
  wish.values = need(documents::values_from(std::get<base::TomlTable>(reader.value("values")->content)));
  return wish;
}

cairo_status_t append(void* to, const unsigned char* octets, unsigned int size) {
  base::append(*static_cast<base::Bytes*>(to), base::ByteView(octets, size));
  return CAIRO_STATUS_SUCCESS;
}

/// All text of a sheet, one paragraph below the other.
std::string words_of(const documents::Sheet& sheet) {
  std::string text = sheet.issuer + "\n" + sheet.number + "\n" + sheet.title + "\n" + sheet.addressee + "\n";
  for (const documents::Part& part : sheet.parts) {
    text += part.text + "\n";
    for (const auto& row : part.table.rows) {
      for (const std::string& cell : row) text += cell + "\n";
    }
  }
  for (const std::string& right : sheet.rights) text += right + "\n";
  return text + sheet.date;
}

base::Bytes bare(const std::string& text) {
  constexpr double kWidth = 595, kHeight = 842, kTextWidth = 442;
  base::Bytes octets;
  cairo_surface_t* surface = cairo_pdf_surface_create_for_stream(append, &octets, kWidth, kHeight);
  cairo_t* cairo = cairo_create(surface);
  PangoLayout* layout = pango_cairo_create_layout(cairo);
  PangoFontDescription* font = pango_font_description_from_string("Noto Serif CJK SC 12");
  pango_layout_set_font_description(layout, font);
  pango_layout_set_width(layout, static_cast<int>(kTextWidth * PANGO_SCALE));
  pango_layout_set_text(layout, text.c_str(), -1);
  pango_cairo_show_layout(cairo, layout);
  cairo_show_page(cairo);
  pango_font_description_free(font);
  g_object_unref(layout);
  cairo_destroy(cairo);
  cairo_surface_finish(surface);
  cairo_surface_destroy(surface);
  return octets;
}

void measure(const Arguments& arguments) {
  const base::ManualClock clock(need(base::parse_utc("2026-11-23T04:00:00Z")));
  const auto service =
      need(documents::Service::open(YX_SOURCE_DIR "/rules", {"https://example.invalid", true}, clock));
  Report report("documents", arguments.json);
  for (const char* id : {"acceptance_notice", "refusal_decision"}) {
    const documents::Wish wish = example(id);
    const std::string words =
        words_of(documents::fill(*service->templates().find(id, wish.dated), wish, "1"));
    std::vector<double> own, other;
    for (int round = 0; round <= kRounds; ++round) {
      const double ours = spent(cpu_seconds, [&] { need(service->preview(wish, 1, "0000000000000000")); });
      const double theirs = spent(cpu_seconds, [&] {
        if (bare(words).empty()) throw std::runtime_error("no PDF");
      });
      if (round == 0) continue;  // fonts are read
      own.push_back(ours * 1000);
      other.push_back(theirs * 1000);
    }
    report.row(Row{std::string("pdf.") + id, median(own), "CPU ms", "the words by Pango alone", median(other),
                   kBarMs, Better::Lower, false});
  }
}

}  // namespace
}  // namespace yinxin::bench

int main(int count, char** values) {
  return yinxin::bench::run(count, values, yinxin::bench::measure);
}
