// How a subcommand is described to CLI11. For main.cpp and verbs_*.cpp alone.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>
#include <memory>

#include "base/result.hpp"

namespace yinxin::command_line {

/// What the command line asked for; set by the callback of the subcommand that was named.
using Act = std::function<base::Result<void>()>;

/// One subcommand: its options are members of a struct of its own, filled while parsing and handed to
/// `command` afterwards.
template <class Options>
class Verb {
 public:
  Verb(CLI::App* parent, Act& act, const char* name, const char* help,
       base::Result<void> (*command)(const Options&, std::ostream&))
      : app_(parent->add_subcommand(name, help)), options_(std::make_shared<Options>()) {
    app_->callback([options = options_, &act, command] {
      act = [options, command] { return command(*options, std::cout); };
    });
  }

  template <class Value>
  Verb& need(const char* name, Value Options::*member, const char* help) {
    app_->add_option(name, (*options_).*member, help)->required();
    return *this;
  }
  template <class Value>
  Verb& may(const char* name, Value Options::*member, const char* help) {
    app_->add_option(name, (*options_).*member, help);
    return *this;
  }
  Verb& flag(const char* name, bool Options::*member, const char* help) {
    app_->add_flag(name, (*options_).*member, help);
    return *this;
  }

  Verb& settings() { return need("--settings", &Options::settings, "配置文件 / settings file"); }
  Verb& server() { return need("--server", &Options::server, "服务地址 / http://host:port"); }
  /// Signed requests: by an officer, by the applicant's or holder's own key, or by either.
  Verb& by_officer() { return by_key().officer(true); }
  Verb& by_either() { return by_key().officer(false); }
  Verb& by_key() {
    app_->add_option("--server", options_->as.server, "服务地址 / http://host:port")->required();
    app_->add_option("--key", options_->as.key, "签名私钥文件 / key file to sign with")->required();
    return *this;
  }

 private:
  Verb& officer(bool required) {
    app_->add_option("--officer", options_->as.officer, "工作人员账户 / officer's account")
        ->required(required);
    return *this;
  }

  CLI::App* app_;
  std::shared_ptr<Options> options_;
};

/// A word that only holds subcommands.
inline CLI::App* add_group(CLI::App& program, const char* name, const char* help) {
  CLI::App* group = program.add_subcommand(name, help);
  group->require_subcommand(1);
  return group;
}

}  // namespace yinxin::command_line
