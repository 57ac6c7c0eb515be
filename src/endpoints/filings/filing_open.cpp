// POST /filings and POST /filings/{id}/letters: what an officer of the provider asks of an authority, by
// letter.
#include "endpoints/filings/filing_json.hpp"
#include "endpoints/filings/operations.hpp"
#include "endpoints/inputs.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;
using filings::Filing;
using filings::Wish;

namespace {

constexpr std::size_t kMaxFilingWord = 128;
constexpr std::size_t kMaxFilingFileName = 255;
constexpr std::size_t kMaxFilingMediaType = 127;

/// An event that a letter cannot ask for keeps its inputs unread: the service says what is wrong with it.
bool read_deeds(const http::JsonReader& body, const procedure::Procedure& procedure, bool opens,
                std::vector<filings::Deed>& deeds) {
  bool all_known = true;
  for (const http::JsonReader& one : body.objects("deeds", filings::kMaxDeeds)) {
    filings::Deed deed;
    deed.event = one.text("event", kMaxFilingWord);
    deed.item = one.optional_text("item", kMaxFilingWord).value_or("");
    const auto* transition = filings::Filer::asked(procedure, deed.event, opens && deeds.empty());
    if (transition != nullptr) deed.inputs = read_inputs(one, *transition);
    all_known = all_known && (transition != nullptr || deed.event.empty());
    deeds.push_back(std::move(deed));
  }
  return all_known;
}

void read_files(const http::JsonReader& body, std::vector<filings::File>& files) {
  for (const http::JsonReader& one : body.objects("files", filings::kMaxFiles)) {
    filings::File file;
    file.name = one.text("name", kMaxFilingFileName);
    file.media_type = one.text("media_type", kMaxFilingMediaType);
    file.content = one.octets("content", filings::kMaxFilesBytes);
    files.push_back(std::move(file));
  }
}

Result<Wish> read_opening_wish(const filings::Filer& filer, const http::JsonReader& body) {
  Wish wish;
  wish.authority = body.optional_text("authority", kMaxFilingWord).value_or("");
  wish.procedure = body.text("procedure", kMaxFilingWord);
  wish.scope = body.optional_text("scope", kMaxFilingWord).value_or("");
  wish.own_case = body.optional_text("own_case", kMaxFilingWord).value_or("");
  if (wish.procedure.empty()) YX_CHECK(body.finish());  // which says so
  YX_TRY(const procedure::Procedure* const procedure, filer.procedure(wish.procedure));
  const bool all_known = read_deeds(body, *procedure, true, wish.deeds);
  read_files(body, wish.files);
  if (all_known) YX_CHECK(body.finish());
  return wish;
}

Result<Wish> read_further_wish(const filings::Filer& filer, const Filing& filing,
                               const http::JsonReader& body) {
  Wish wish;
  YX_TRY(const procedure::Procedure* const procedure, filer.procedure(filing.procedure));
  const bool all_known = read_deeds(body, *procedure, false, wish.deeds);
  read_files(body, wish.files);
  if (all_known) YX_CHECK(body.finish());
  return wish;
}

base::Error off() {
  return make_error(ErrorKind::NotFound, "exchange.off");
}

void open_filing(const Services& services, const Call& call, const http::JsonReader& body) {
  if (services.filer == nullptr) return call.fail(off());
  auto wish = read_opening_wish(*services.filer, body);
  if (!wish) return call.fail(std::move(wish).error());
  services.filer->file(std::move(wish).value(), call.actor(), call.remember<Filing>(201, filing_receipt),
                       call.completion<Filing>());
}

void add_letter(const Services& services, const Call& call, const http::JsonReader& body) {
  if (services.filer == nullptr || services.filings == nullptr) return call.fail(off());
  const auto id = filings::FilingId::parse(call.request().path_parameter("id"));
  if (!id) return call.fail(make_error(ErrorKind::NotFound, "filings.none"));
  const auto filing = services.filings->find(*id);
  if (!filing) return call.fail(filing.error());
  auto wish = read_further_wish(*services.filer, *filing, body);
  if (!wish) return call.fail(std::move(wish).error());
  services.filer->add(*id, std::move(wish).value(), call.actor(), call.remember<Filing>(201, filing_receipt),
                      call.completion<Filing>());
}

}  // namespace

http::Route filing_open(const Services& services) {
  const auto handle = [&services](const Call& call, const http::JsonReader& body) {
    open_filing(services, call, body);
  };
  return signed_write(services, "filingOpen", http::Method::Post, "/filings", handle, http::kAbsoluteMaxBody);
}

http::Route filing_add(const Services& services) {
  const auto handle = [&services](const Call& call, const http::JsonReader& body) {
    add_letter(services, call, body);
  };
  return signed_write(services, "filingAdd", http::Method::Post, "/filings/{id}/letters", handle,
                      http::kAbsoluteMaxBody);
}

}  // namespace yinxin::endpoints
