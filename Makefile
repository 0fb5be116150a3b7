# Short names; the scripts under eng/ are the definition, so nothing needs make.
.PHONY: demo test run cluster bench chaos upgrade format ci
demo: ; @eng/demo
test: ; @eng/test
run: ; @eng/run
cluster: ; @eng/cluster
bench: ; @eng/bench
# make chaos MINUTES=30 SEED=7
chaos: ; @eng/chaos $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED))
# make upgrade FROM=v1.2
upgrade: ; @eng/upgrade $(FROM)
format: ; @eng/format
ci: ; @bash .ci/run
