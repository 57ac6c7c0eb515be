// A provider with its registration and the cases of its duties behind an HTTP server.
#pragma once

#include "annual_statistics.hpp"
#include "compliance_support/duties_office.hpp"
#include "integration/applications_world.hpp"

namespace yinxin::endpoints {

class DutiesWorld : public ApplicationsWorld {
 protected:
  void SetUp() override {
    ApplicationsWorld::SetUp();
    if (IsSkipped()) return;
    enrol("comply", {Role::ComplianceOfficer});
    enrol("head", {Role::ResponsiblePerson});
    enrol("trainer", {Role::TrainingOfficer});
    enrol("chief", {Role::SecurityChief});
    enrol("help", {Role::SupportOfficer});
    enrol("sec", {Role::SecurityAdministrator});
    open_duties();
  }
  void TearDown() override {
    server_.reset();
    services_.reset();
    desk_.reset();
    duties_.reset();
    ApplicationsWorld::TearDown();
  }

  /// The same office with its own procedures, served anew.
  void open_duties() {
    server_.reset();
    services_.reset();
    desk_.reset();
    duties_.reset();
    duties_ = std::make_unique<compliance_support::DutiesOffice>(
        compliance_support::DutiesHouse{*database_, *lane, recorder, clock, ids, vault, calendar, *officers_,
                                        *policy, documents_.get(), seal_},
        [this](const std::string& object) { return is_there(object); }, registration->case_effects(),
        [this](base::Time from, base::Time to) -> base::Result<compliance::Counters> {
          YX_TRY(const auto counts, authority->count(from, to));
          return compliance::Counters{counts.valid, counts.issued, counts.revoked, 0};
        },
        registration_support::all_statistics());
    desk_ = std::make_unique<CaseDesk>(CaseDesk{*duties_->cases, compliance_support::duty_procedures(),
                                                "000000", house_support::all_roles()});
    const Office office{clock,      *database_, *authority,           *status, tiles_,          recorder,
                        *officers_, *requests_, *authenticator_,      vault,   texts_,          *desk_,
                        nullptr,    nullptr,    &duties_->compliance, nullptr, &duties_->papers};
    services_ = std::make_unique<Services>(Services{office, *policy, *registration, *evidence_, *batches});
    serve();
  }

  http::Response open(const Hand& by, const std::string& procedure, const std::string& inputs) const {
    return post(by, "/cases",
                R"({"procedure":")" + procedure + R"(","party":"office","inputs":)" + inputs + "}");
  }
  /// The number of what was opened.
  std::string opened(const Hand& by, const std::string& procedure, const std::string& inputs) const {
    const auto response = open(by, procedure, inputs);
    EXPECT_EQ(outcome(response), "201") << response.body_text();
    return json(response).text("number");
  }
  std::string act(const Hand& by, const std::string& number, const std::string& event,
                  const std::string& inputs = "{}", const std::string& item = "") const {
    const std::string on = item.empty() ? "" : R"(,"item":")" + item + "\"";
    return outcome(post(by, "/cases/" + number + "/events",
                        R"({"event":")" + event + "\"" + on + R"(,"inputs":)" + inputs + "}"));
  }
  std::string article(const http::Response& response) const { return json(response).text("article"); }

  static inline const std::string kSm3 = std::string(64, 'a');

  std::unique_ptr<documents::Service> documents_;  // null unless a test's SetUp makes it first
  std::optional<documents::SealKey> seal_;         // likewise
  std::unique_ptr<compliance_support::DutiesOffice> duties_;
  std::unique_ptr<CaseDesk> desk_;

 private:
  base::Result<bool> is_there(const std::string& object) const {
    const std::string number = object.substr(object.find('/') + 1);
    const bool of_application = object.starts_with("application/");
    const auto found = of_application
                           ? registration->find(number).has_value()
                           : duties_->cases->read(number, compliance_support::by("x", {})).has_value();
    return found;
  }
};

}  // namespace yinxin::endpoints
