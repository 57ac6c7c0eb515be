#!/usr/bin/env bash
# A changed CPS (article 16): published and not filed, it binds what is issued while the old one stays at its address; on the day after the
# thirtieth the provider's calendar and the province's own case say that the filing is overdue. Usage: rules_change.sh BUILD_FOLDER
set -euo pipefail
export YINXIN_PROGRAMS=$1
. "$(dirname "$0")/story.bash"
