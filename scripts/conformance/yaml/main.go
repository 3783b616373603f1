// Reads texts as kubectl does. Standard input is a JSON array of base64 texts; for each, a line of JSON is printed: its
// documents as kubectl sees them, and whether it stopped with an error behind them.
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/yaml"
)

type result struct {
	Documents []json.RawMessage `json:"documents"`
	Error     string            `json:"error,omitempty"`
}

func read(text []byte) (answer result) {
	answer.Documents = []json.RawMessage{}
	defer func() {
		if problem := recover(); problem != nil {
			answer.Error = fmt.Sprint("panic: ", problem)
		}
	}()
	// As the visitor of kubectl's resource builder does.
	decoder := yaml.NewYAMLOrJSONDecoder(bytes.NewReader(text), 4096)
	for {
		extension := runtime.RawExtension{}
		if err := decoder.Decode(&extension); err != nil {
			if err != io.EOF {
				answer.Error = err.Error()
			}
			return answer
		}
		raw := bytes.TrimSpace(extension.Raw)
		if len(raw) == 0 || bytes.Equal(raw, []byte("null")) {
			continue
		}
		// The numbers and texts that come out of it in the end.
		var value interface{}
		if err := json.Unmarshal(raw, &value); err != nil {
			answer.Error = err.Error()
			return answer
		}
		again, err := json.Marshal(value)
		if err != nil {
			answer.Error = err.Error()
			return answer
		}
		answer.Documents = append(answer.Documents, again)
	}
}

func main() {
	in, err := io.ReadAll(os.Stdin)
	if err != nil {
		panic(err)
	}
	var texts []string
	if err := json.Unmarshal(in, &texts); err != nil {
		panic(err)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for _, text := range texts {
		decoded, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			panic(err)
		}
		if err := encoder.Encode(read(decoded)); err != nil {
			panic(err)
		}
	}
}
