"""A neuron learns from eight people's four symptoms who has caught a virus.

Pratik Shukla, Roberto Iriondo, "Neural Networks from Scratch with Python Code and Math in
Detail - I", with the same mistaken derivative as in or_gate. Two people with the same symptoms
have different results, so no model can be right about both: the output lies between.

Output:

    Who has caught the virus? One neuron, 10,000 epochs

                         published                  right
    derivative           sigmoid(y)*(1-sigmoid(y))  y*(1-y)
    weight 0             10.16349920                 7.54803841
    weight 1              0.45744949                 0.51360866
    weight 2              2.97441782                 2.27524757
    weight 3              2.99381380                 2.27832381
    bias                 -6.07764153                -4.62022258
    output for 1 0 0 1    0.99915866                 0.99454710   target 1
    output for 1 0 0 0    0.98346915                 0.94920447   target 1
    output for 0 0 1 1    0.47267478                 0.48334337   target 0
    output for 0 1 0 0    0.00361086                 0.01619677   target 0
    output for 1 1 0 0    0.98947381                 0.96897437   target 1
    output for 0 0 1 1    0.47267478                 0.48334337   target 1
    output for 0 0 0 1    0.04377930                 0.08771186   target 0
    output for 0 0 1 0    0.04297448                 0.08746602   target 0
    output for 1 0 1 0    0.99914219                 0.99453039   target ?

    The symptoms 0 0 1 1 occur twice, with different targets: no model fits both.
    The mistake: y is sigmoid(z) already; the derivative took its sigmoid again.
"""

from neuron import Activation, Neuron, sigmoid

people = [
    (1, 0, 0, 1), (1, 0, 0, 0), (0, 0, 1, 1), (0, 1, 0, 0),
    (1, 1, 0, 0), (0, 0, 1, 1), (0, 0, 0, 1), (0, 0, 1, 0),
]
infected = [1, 1, 0, 0, 1, 1, 0, 0]
new = (1, 0, 1, 0)
mistaken = Activation(sigmoid, lambda z, y: sigmoid(y) * (1 - sigmoid(y)))

published = Neuron(4, mistaken, bias=0.3)
right = Neuron(4, "sigmoid", bias=0.3)
for n in (published, right):
    n.weights = [0.1, 0.2, 0.3, 0.4]
    n.train(people, infected, 10000, learning_rate=0.05)

print("Who has caught the virus? One neuron, 10,000 epochs\n")
print("                     published                  right")
print("derivative           sigmoid(y)*(1-sigmoid(y))  y*(1-y)")
for i in range(4):
    print("weight %d             %11.8f                %11.8f" % (
        i, published.weights[i], right.weights[i]))
print("bias                 %11.8f                %11.8f" % (published.bias, right.bias))
for person, target in zip(people + [new], infected + ["?"]):
    print("output for %d %d %d %d   %11.8f                %11.8f   target %s" % (
        person + (published(person), right(person), target)))

print("\nThe symptoms 0 0 1 1 occur twice, with different targets: no model fits both.")
print("The mistake: y is sigmoid(z) already; the derivative took its sigmoid again.")
