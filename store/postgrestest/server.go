package postgrestest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
)

// keeper is what runs the server. It does what it reads, a word a line, and says
// how that went. The other end of what it reads is held by the tests alone, so it
// comes to its end when the tests do, even when they are killed; then the keeper
// removes everything. It makes the folder's contents itself, one step after the
// other, so that nothing is still being written when they are removed. The texts
// of its databases sort as English does, so that an order which must be that of
// the bytes is found not to be.
const keeper = `
trap '' PIPE
"$BIN/initdb" -D "$FOLDER/data" -U postgres -A trust -E UTF8 --locale=C --locale-provider=icu --icu-locale=en-US --no-sync >"$FOLDER/log" 2>&1 && echo done || echo failed
while read -r word; do
	case $word in
	start) "$BIN/pg_ctl" start -w -t 60 -s -D "$FOLDER/data" -l "$FOLDER/log" -o "$SETTINGS" ;;
	stop) "$BIN/pg_ctl" stop -w -t 60 -s -D "$FOLDER/data" -m fast ;;
	esac >>"$FOLDER/log" 2>&1 && echo done || echo failed
done
"$BIN/pg_ctl" stop -w -t 60 -s -D "$FOLDER/data" -m immediate >/dev/null 2>&1
rm -rf "$FOLDER"
`

// Server is a PostgreSQL server that answers on a socket in its folder.
type Server struct {
	folder  string
	stopped atomic.Bool

	mu      sync.Mutex // one word at a time
	keeper  *exec.Cmd
	words   io.WriteCloser
	answers *bufio.Reader
}

// newServer makes a server and starts it.
func newServer(settings ...string) (*Server, error) {
	initdb, err := Program("initdb")
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "stagecraft-postgres-")
	if err != nil {
		return nil, err
	}
	as, err := unprivileged(folder)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	options := "-c listen_addresses= -k " + folder
	for _, setting := range settings {
		options += " -c " + setting
	}
	s := &Server{folder: folder, keeper: exec.Command("/bin/sh", "-c", keeper)}
	s.keeper.Dir = folder // the user that it runs as may not be allowed into ours
	s.keeper.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C", "BIN=" + filepath.Dir(initdb), "FOLDER=" + folder, "SETTINGS=" + options}
	// A session of its own: Ctrl-C is for the tests, and the keeper still has to clear up.
	s.keeper.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Credential: as}
	if s.words, err = s.keeper.StdinPipe(); err != nil {
		return nil, err
	}
	said, err := s.keeper.StdoutPipe()
	if err != nil {
		return nil, err
	}
	s.answers = bufio.NewReader(said)
	if err := s.keeper.Start(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	if err := s.answer("made"); err != nil {
		return nil, errors.Join(err, s.end())
	}
	if err := s.Start(); err != nil {
		return nil, errors.Join(err, s.end())
	}
	return s, nil
}

// unprivileged gives a folder to a user that PostgreSQL runs as, for it refuses
// root. Anybody else runs it as themselves.
func unprivileged(folder string) (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	found, err := user.Lookup("postgres")
	if err != nil {
		found, err = user.Lookup("nobody")
	}
	if err != nil {
		return nil, fmt.Errorf("a user for PostgreSQL, which refuses root: %w", err)
	}
	uid, err := strconv.ParseUint(found.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(found.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, os.Chown(folder, int(uid), int(gid))
}

// Start starts the server after Stop, and returns when it answers.
func (s *Server) Start() error {
	err := s.do("start", "started")
	s.stopped.Store(err != nil)
	return err
}

// Stop stops the server, as its owner would: connections are cut.
func (s *Server) Stop() error {
	s.stopped.Store(true)
	return s.do("stop", "stopped")
}

func (s *Server) do(word, doing string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := fmt.Fprintln(s.words, word); err != nil {
		return err
	}
	return s.answer(doing)
}

// answer reads how a step went; what PostgreSQL said of it is in its log.
func (s *Server) answer(doing string) error {
	said, err := s.answers.ReadString('\n')
	if err == nil && said == "done\n" {
		return nil
	}
	log, _ := os.ReadFile(filepath.Join(s.folder, "log"))
	return fmt.Errorf("the PostgreSQL server in %s could not be %s (said %q, %v):\n%s", s.folder, doing, said, err, log[max(0, len(log)-4000):])
}

// end stops the server and removes its folder.
func (s *Server) end() error {
	s.stopped.Store(true)
	return errors.Join(s.words.Close(), s.keeper.Wait())
}

// address is that of one of its databases.
func (s *Server) address(database string) string {
	query := url.Values{"host": {s.folder}, "user": {"postgres"}}
	return "postgres:///" + database + "?" + query.Encode()
}

// Program finds a program of PostgreSQL: where Debian keeps them, of the newest
// version, or where the shell does.
func Program(name string) (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err != nil {
		return "", err
	}
	if len(found) > 0 {
		return slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) }), nil
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("PostgreSQL is not installed, install with: apt-get install postgresql: %w", err)
	}
	return path, nil
}

// version is 15 in /usr/lib/postgresql/15/bin/initdb.
func version(path string) int {
	number, _ := strconv.Atoi(strings.Split(path, "/")[4]) // 9.6 is older than all that count
	return number
}
