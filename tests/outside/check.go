// Checks a ledger with golang.org/x/mod/sumdb (see README.md).
package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/ioutil"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type change struct {
	File   string
	Offset int
	Mask   byte
}

type check struct {
	ID, Kind, Ledger, Checkpoint, Seen string
	Index                              int64
	Change                             *change
}

type request struct {
	Log       string
	Witnesses []string
	Checks    []check
}

var files = map[string][]byte{}

func load(path string) ([]byte, error) {
	if data, ok := files[path]; ok {
		return data, nil
	}
	data, err := ioutil.ReadFile(path)
	if err == nil {
		files[path] = data
	}
	return data, err
}

func main() {
	var req request
	if err := json.NewDecoder(os.Stdin).Decode(&req); err != nil {
		panic(err)
	}
	log, err := note.NewVerifier(req.Log)
	if err != nil {
		panic(err)
	}
	known := []note.Verifier{log}
	for _, vkey := range req.Witnesses {
		w, err := newWitness(vkey)
		if err != nil {
			panic(err)
		}
		known = append(known, w)
	}
	out := json.NewEncoder(os.Stdout)
	for _, c := range req.Checks {
		reason := ""
		if err := run(c, known); err != nil {
			reason = err.Error()
		}
		out.Encode(map[string]interface{}{"id": c.ID, "accepted": reason == "", "reason": reason})
	}
}

func run(c check, known []note.Verifier) error {
	l := ledger{c}
	data, err := l.read("checkpoint")
	if c.Checkpoint != "" {
		data, err = load(c.Checkpoint)
	}
	if err != nil {
		return err
	}
	head, err := open(data, known)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(head, l)
	switch c.Kind {
	case "entry":
		return l.prove(head, hashes, c.Index)
	case "all":
		for number := int64(0); number*256 < head.N; number++ {
			entries, err := l.entries(number, head.N)
			if err != nil {
				return err
			}
			indexes := []int64{}
			for i := range entries {
				indexes = append(indexes, tlog.StoredHashIndex(0, number*256+int64(i)))
			}
			authentic, err := hashes.ReadHashes(indexes)
			if err != nil {
				return err
			}
			for i, entry := range entries {
				if tlog.RecordHash(entry) != authentic[i] {
					return fmt.Errorf("entry %d is not the one in the tree", number*256+int64(i))
				}
			}
		}
		return nil
	case "extends":
		data, err := load(c.Seen)
		if err != nil {
			return err
		}
		seen, err := open(data, known)
		if err != nil {
			return err
		}
		if head.N < seen.N {
			return fmt.Errorf("%d entries, %d were seen", head.N, seen.N)
		}
		proof, err := tlog.ProveTree(head.N, seen.N, hashes)
		if err != nil {
			return err
		}
		return tlog.CheckTree(proof, head.N, head.Hash, seen.N, seen.Hash)
	}
	return errors.New("unknown kind " + c.Kind)
}

// open verifies the note, demands every known signature and reads the tree head out of the text.
func open(data []byte, known []note.Verifier) (tlog.Tree, error) {
	var head tlog.Tree
	n, err := note.Open(data, note.VerifierList(known...))
	if err != nil {
		return head, err
	}
	for _, v := range known {
		signed := false
		for _, s := range n.Sigs {
			// A signature has one text: no spare bits in its base64.
			_, err := base64.StdEncoding.Strict().DecodeString(s.Base64)
			signed = signed || (err == nil && s.Name == v.Name() && s.Hash == v.KeyHash())
		}
		if !signed {
			return head, errors.New("no signature by " + v.Name())
		}
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[0] != known[0].Name() {
		return head, errors.New("the text is no checkpoint of this log")
	}
	if head.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return head, err
	}
	head.Hash, err = tlog.ParseHash(lines[2])
	return head, err
}

type ledger struct{ check }

func (l ledger) read(file string) ([]byte, error) {
	data, err := load(filepath.Join(l.Ledger, file))
	if err != nil || l.Change == nil || l.Change.File != file {
		return data, err
	}
	data = append([]byte(nil), data...)
	data[l.Change.Offset] ^= l.Change.Mask
	return data, nil
}

func (l ledger) prove(head tlog.Tree, hashes tlog.HashReader, index int64) error {
	entries, err := l.entries(index/256, head.N)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveRecord(head.N, index, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, head.N, head.Hash, index, tlog.RecordHash(entries[index%256]))
}

func (l ledger) entries(number, size int64) ([][]byte, error) {
	tile := tlog.Tile{H: 8, L: 0, N: number, W: 256}
	if size-number*256 < 256 {
		tile.W = int(size - number*256)
	}
	data, err := l.read("tile/entries/" + strings.TrimPrefix(tile.Path(), "tile/8/0/"))
	if err != nil {
		return nil, err
	}
	entries := [][]byte{}
	for len(entries) < tile.W {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return nil, errors.New("a bundle is cut off")
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:end])
		data = data[end:]
	}
	if len(data) != 0 {
		return nil, errors.New("bytes follow the last entry of a bundle")
	}
	return entries, nil
}

// Height, ReadTiles and SaveTiles make the ledger a tlog.TileReader.
func (l ledger) Height() int { return 8 }

func (l ledger) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	all := [][]byte{}
	for _, t := range tiles {
		data, err := l.read("tile/" + strings.TrimPrefix(t.Path(), "tile/8/"))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (l ledger) SaveTiles([]tlog.Tile, [][]byte) {}

// witness is a note.Verifier for cosignature/v1, which x/mod does not know.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newWitness(vkey string) (*witness, error) {
	parts := strings.SplitN(vkey, "+", 3)
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	if err != nil {
		return nil, err
	}
	typed, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(typed) != 33 || typed[0] != 4 {
		return nil, errors.New(parts[0] + ": another kind of key")
	}
	return &witness{parts[0], uint32(hash), typed[1:]}, nil
}

func (w *witness) Name() string    { return w.name }
func (w *witness) KeyHash() uint32 { return w.hash }

func (w *witness) Verify(msg, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	var message bytes.Buffer
	fmt.Fprintf(&message, "cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(sig))
	message.Write(msg)
	return ed25519.Verify(w.key, message.Bytes(), sig[8:])
}
