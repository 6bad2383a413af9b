#!/bin/sh
# Starts workerd in this process, after noting its id for the watchdog (watchdog.ts).
echo "$$" > "$LINKFLOW_WORKERD_PID_FILE"
exec "$LINKFLOW_WORKERD" "$@"
