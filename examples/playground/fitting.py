"""Let neuron.py choose: fit a table of one's own, some epochs at a time."""

from neuron import Network, Neuron


class PageFit:
    """A fit that can pause. The rows are as they stand: in any units, all of them."""

    def __init__(self, sizes, activations, rows, targets, epochs):
        if len(sizes) == 2 and sizes[1] == 1:
            self.model = Neuron(sizes[0], activations[0])
            targets = [t[0] for t in targets]
        else:
            self.model = Network(*sizes, activation=activations)
        self.fitting = self.model.fitting(rows, targets, epochs)
        self.epoch = 0

    def advance(self, epochs):
        """Learn so many epochs, or to the end. Return how far it is."""
        done = False
        for _ in range(epochs):
            try:
                epoch, loss = next(self.fitting)
                self.epoch = epoch + 1
            except StopIteration:
                done = True
                break
        report = self.fitting.report
        return {"done": done, "epoch": self.epoch, "start": self.fitting.start + 1,
                "starts": self.fitting.starts, "loss": report.loss}

    def result(self):
        """Return the report, and the model's parameters: it takes raw rows."""
        report = self.fitting.report
        return {"loss": report.loss, "baseline": report.baseline, "epoch": report.epoch + 1,
                "start": report.start + 1, "starts": self.fitting.start + 1,
                "learned": len(report.learned), "held": list(report.held_out),
                "parameters": self.model.parameters()}
