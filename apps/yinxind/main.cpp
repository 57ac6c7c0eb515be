// yinxind, the server of an office: a provider's, or a regulator's. Wiring only: settings, services in the
// order of the layers, the server, signals.
#include <signal.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "office/settings.hpp"
#include "serve.hpp"

int main(int argc, char** argv) {
  CLI::App program("印信服务程序 / the server of a provider or a regulator", "yinxind");
  std::string settings;
  bool check = false;
  bool describe = false;
  program.add_option("--settings", settings, "配置文件 / settings file (TOML)");
  program.add_flag("--check-config", check, "只检查配置 / check the settings and exit");
  program.add_flag("--describe-settings", describe, "列出全部配置项 / list every setting and exit");
  CLI11_PARSE(program, argc, argv);
  if (describe) {
    std::cout << yinxin::base::describe(yinxin::office::setting_keys());
    return 0;
  }
  if (settings.empty()) {
    std::cerr << "错误：缺少 --settings\nerror: --settings is required\n";
    return 2;
  }
  // Blocked before any thread starts, so that the wait below gets them.
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGINT);
  sigaddset(&stop, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  const auto done = check ? yinxin::server::check_settings(settings) : yinxin::server::serve(settings, stop);
  if (done) return 0;
  std::cerr << "错误 " << done.error().code << "\nerror: " << yinxin::base::describe(done.error()) << "\n";
  return 1;
}
