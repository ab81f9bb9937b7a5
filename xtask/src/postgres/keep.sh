# Keeps a PostgreSQL server for as long as the standard input is open, and then leaves nothing of it.
# The arguments are the folder of PostgreSQL's programs, a folder to work in that holds no more than a certificate and its
# key, a free port and the name of the server's user; the first line of the input is that user's password.
# Prints `ready` when the server answers, or else what it said.

# Whoever interrupts the tests ends them, which closes the input; we stay to tidy up.
trap '' HUP INT PIPE QUIT TERM

programs=${1:?} folder=${2:?} port=${3:?} user=${4:?}
umask 077
IFS= read -r password
printf '%s\n' "$password" >"$folder/password"

# What is made here need not outlive the machine; what the tests then write is synced as PostgreSQL does by itself.
if "$programs/initdb" --pgdata="$folder/data" --username="$user" --pwfile="$folder/password" --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C --no-sync --no-instructions >"$folder/log" 2>&1 &&
  # The socket and the certificate are seen from the folder of the data.
  "$programs/pg_ctl" start --wait --timeout=60 --pgdata="$folder/data" --log="$folder/log" \
    --options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=.. -c ssl=on \
      -c ssl_cert_file=../server.crt -c ssl_key_file=../server.key" >/dev/null 2>&1; then
  echo ready
  cat >/dev/null
else
  cat "$folder/log"
fi

"$programs/pg_ctl" stop --pgdata="$folder/data" --mode=immediate >/dev/null 2>&1
rm -rf "$folder"
