# Short names; the scripts under eng/ are the definition, so nothing needs make.
.PHONY: demo test run bench format ci
demo: ; @eng/demo
test: ; @eng/test
run: ; @eng/run
bench: ; @eng/bench
format: ; @eng/format
ci: ; @bash .ci/run
